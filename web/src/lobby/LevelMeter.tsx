import { useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { copyToListen } from '#live/listening-copy.ts';
import classes from './LevelMeter.module.css';
import { level } from './level.ts';

/** Shows that the microphone hears something. Drawn past React: it changes with every picture on the screen. */
export function LevelMeter({ track }: { track: MediaStreamTrack }) {
  const { t } = useTexts();
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const audio = new AudioContext();
    const analyser = new AnalyserNode(audio, { fftSize: 1024 });
    const copy = copyToListen(track);
    const source = audio.createMediaStreamSource(new MediaStream([copy]));
    source.connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let shown = 0;
    let frame = 0;
    const draw = () => {
      analyser.getFloatTimeDomainData(samples);
      // Quick to rise and slow to fall, so that the eye can follow.
      shown = Math.max(level(samples), shown * 0.9);
      if (meter.current) meter.current.value = shown;
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      copy.stop();
      void audio.close();
    };
  }, [track]);
  return <meter ref={meter} className={classes.meter} min={0} max={1} aria-label={t('devices.level')} />;
}
