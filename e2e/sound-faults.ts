import type { BrowserContext, Page } from '@playwright/test';
import type { Person } from './fixtures.ts';
import type { Site } from './site.ts';

declare global {
  interface Window {
    signalling: WebSocket[];
  }
}

/** The media engine takes one listener's subscription to all of one speaker away. */
export async function unsubscribe(site: Site, id: number, speaker: Person, listener: Person): Promise<void> {
  const sids = await sidsOf(site, id, speaker);
  await (await site.rooms()).updateSubscriptions(`session-${id}`, String(listener.id), sids, false);
}

async function sidsOf(site: Site, id: number, speaker: Person): Promise<string[]> {
  const people = await (await site.rooms()).listParticipants(`session-${id}`);
  return people.find((one) => one.identity === String(speaker.id))?.tracks.map((track) => track.sid) ?? [];
}

/** The browser stops to receive any sound, for good, and the media engine is not told. */
export async function stopReceiving(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const connection of window.connections) {
      for (const transceiver of connection.getTransceivers()) {
        if (transceiver.receiver.track.kind === 'audio' && transceiver.currentDirection === 'recvonly') {
          transceiver.stop();
        }
      }
    }
  });
}

/** Keeps the connections to the media engine's signalling where the faults below find them. */
export async function recordSignalling(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    window.signalling = [];
    const Original = window.WebSocket;
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        if (String(url).includes('/rtc')) window.signalling.push(this);
      }
    };
  });
}

/**
 * The media engine forwards nothing of one speaker's sound to this browser, which still has the track and the
 * subscription: as the browser itself may ask for by its signalling. UpdateTrackSettings {track_sids, disabled: true}.
 */
export async function stopForwarding(site: Site, id: number, speaker: Person, listener: Person): Promise<void> {
  const [sid = ''] = await sidsOf(site, id, speaker);
  const settings = [0x0a, sid.length, ...Buffer.from(sid), 0x18, 1];
  const request = [0x3a, settings.length, ...settings];
  await listener.page.evaluate((bytes) => window.signalling.at(-1)?.send(new Uint8Array(bytes)), request);
}

/** The elements that play the others' sound are paused, as a key of the keyboard may do. */
export async function pauseSound(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('audio')) element.pause();
  });
}

/** The browser goes on as if it sent its microphone, and sends nothing. */
export async function breakSending(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (const connection of window.connections) {
      for (const sender of connection.getSenders()) {
        if (sender.track?.kind !== 'audio') continue;
        const parameters = sender.getParameters();
        for (const encoding of parameters.encodings) encoding.active = false;
        await sender.setParameters(parameters);
      }
    }
  });
}

/** The media engine mutes somebody's microphone, as a host may have it do. */
export async function muteAtEngine(site: Site, id: number, speaker: Person): Promise<void> {
  const [sid = ''] = await sidsOf(site, id, speaker);
  await (await site.rooms()).mutePublishedTrack(`session-${id}`, String(speaker.id), sid, true);
}
