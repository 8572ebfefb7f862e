import { level } from '#lobby/level.ts';
import { copyToListen } from './listening-copy.ts';

/** Every so many milliseconds the sound is looked at, over so many looks. */
const LOOK_EVERY = 50;
const LOOKS = 60;
/** As loud as speech is near a microphone, for as many looks as a word takes. */
const SPEECH = 0.4;
const ENOUGH = 6;

/** Whether somebody speaks, from the latest levels. */
export function isTalk(levels: readonly number[]): boolean {
  return levels.slice(-LOOKS).filter((one) => one > SPEECH).length >= ENOUGH;
}

/** Listens to a microphone that is open and sends nothing, and tells when its owner talks all the same. Returns how to stop. */
export function watchTalk(microphone: MediaStreamTrack, onTalk: () => void): () => void {
  const copy = copyToListen(microphone);
  const audio = new AudioContext();
  const analyser = new AnalyserNode(audio, { fftSize: 2048 });
  audio.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const levels: number[] = [];
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    levels.push(level(samples));
    if (levels.length > LOOKS) levels.shift();
    if (!isTalk(levels)) return;
    clearInterval(timer);
    onTalk();
  }, LOOK_EVERY);
  return () => {
    clearInterval(timer);
    copy.stop();
    void audio.close();
  };
}
