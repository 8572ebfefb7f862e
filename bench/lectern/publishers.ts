import type { MediaAccess } from '@lectern/contract';
import type { Browser } from 'playwright-core';
import { openLiveKitPage } from './livekit-page.ts';

/**
 * Many who send camera and microphone, from one page: each with a connection of their own, all with the same small
 * picture, drawn once. They send two layers, of 320x180 and 640x360, and of these only what somebody watches.
 */
export interface Publishers {
  /** Lets one of them speak and the others be silent; null: all are silent. */
  speak: (index: number | null) => Promise<void>;
  stop: () => Promise<void>;
}

/** Frames a second: enough to be seen moving, and two dozen encoders leave the processors to whom is measured. */
const FRAME_RATE = 10;

declare global {
  interface Window {
    /** The loudness of each publisher's tone, once all are in. */
    loudness: GainNode[];
  }
}

export async function openPublishers(browser: Browser, origin: string, accesses: MediaAccess[]): Promise<Publishers> {
  const context = await browser.newContext();
  const page = await openLiveKitPage(context, origin);
  await page.evaluate(publishAll, { accesses, frameRate: FRAME_RATE });
  return {
    async speak(index) {
      await page.evaluate((speaker) => {
        for (const [at, { gain }] of window.loudness.entries()) gain.value = at === speaker ? 0.5 : 0;
      }, index);
    },
    stop: () => context.close(),
  };
}

/** Runs in the page: must not use anything outside itself. */
async function publishAll({ accesses, frameRate }: { accesses: MediaAccess[]; frameRate: number }): Promise<void> {
  const { Room, Track } = LivekitClient;
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 360;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('Nothing to draw on');
  let frame = 0;
  const draw = () => {
    frame += 1;
    context.fillStyle = '#345';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = '#fc6';
    context.fillRect((frame * 4) % canvas.width, 120, 80, 120);
    context.fillStyle = '#fff';
    context.font = '48px sans-serif';
    context.fillText(String(frame), 24, 64);
  };
  setInterval(draw, 1000 / frameRate);
  const [picture] = canvas.captureStream(frameRate).getVideoTracks();
  const sound = new AudioContext();
  const tone = new OscillatorNode(sound, { frequency: 220 });
  tone.start();
  window.loudness = [];

  for (const { url, token } of accesses) {
    const loudness = new GainNode(sound, { gain: 0 });
    const destination = new MediaStreamAudioDestinationNode(sound);
    tone.connect(loudness).connect(destination);
    window.loudness.push(loudness);
    const [microphone] = destination.stream.getAudioTracks();
    if (!picture || !microphone) throw new Error('Nothing to send');
    const room = new Room({ dynacast: true });
    await room.connect(new URL(url, location.href.replace(/^http/, 'ws')).href, token, { autoSubscribe: false });
    const videoEncoding = { maxBitrate: 400_000, maxFramerate: frameRate };
    await room.localParticipant.publishTrack(picture.clone(), { source: Track.Source.Camera, videoEncoding });
    await room.localParticipant.publishTrack(microphone, { source: Track.Source.Microphone });
  }
}
