import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    /** How loud the microphone of this page is, from 0 (nothing at all) to 1. */
    microphone: AudioParam;
  }
}

/** As loud as somebody who speaks. */
export const VOICE = 0.4;
/** The noise of a quiet room: something, and far below a voice. */
export const QUIET_ROOM = 0.0008;

/**
 * Gives a browser a microphone whose loudness the test sets: Chromium's own beeps twice a second, and that is no voice.
 * It is a tone that swells and sinks: of a voice that stays the same the media engine says nothing new.
 */
export async function giveMicrophone(context: BrowserContext, loudness: number): Promise<void> {
  await context.addInitScript((first) => {
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      if (!constraints?.audio) return getUserMedia(constraints);
      const sound = new AudioContext();
      const gain = new GainNode(sound, { gain: window.microphone?.value ?? first });
      const end = new MediaStreamAudioDestinationNode(sound);
      const oscillator = new OscillatorNode(sound, { frequency: 330 });
      const swell = new GainNode(sound, { gain: 0.6 });
      const slow = new OscillatorNode(sound, { frequency: 0.7 });
      slow.connect(new GainNode(sound, { gain: 0.4 })).connect(swell.gain);
      oscillator.connect(swell).connect(gain).connect(end);
      oscillator.start();
      slow.start();
      window.microphone = gain.gain;
      const pictures = constraints.video ? (await getUserMedia({ video: constraints.video })).getTracks() : [];
      return new MediaStream([...end.stream.getTracks(), ...pictures]);
    };
  }, loudness);
}

export async function setLoudness(page: Page, loudness: number): Promise<void> {
  await page.evaluate((value) => {
    window.microphone.value = value;
  }, loudness);
}
