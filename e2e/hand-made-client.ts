import { createRequire } from 'node:module';
import type { Browser, Page } from '@playwright/test';
import type * as LiveKit from 'livekit-client';
import type { Site } from './site.ts';

declare global {
  interface Window {
    LivekitClient: typeof LiveKit;
    room: LiveKit.Room;
  }
}

export interface MediaAccess {
  url: string;
  token: string;
}

/** LiveKit's own library and nothing of ours: a page in which somebody does what our app would not let them do. */
export async function handMadeClient(browser: Browser, site: Site): Promise<Page> {
  const context = await browser.newContext({ baseURL: site.origin, bypassCSP: true });
  const page = await context.newPage();
  await page.goto('/api/health/live/');
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('livekit-client') });
  return page;
}

/** 'connected', or that the way was barred. */
export function connect(page: Page, { url, token }: MediaAccess): Promise<'connected' | 'refused'> {
  return page.evaluate(
    async ([address, pass]) => {
      window.room = new window.LivekitClient.Room();
      const signalling = new URL(address, window.location.href).href.replace(/^http/, 'ws');
      return window.room.connect(signalling, pass, { maxRetries: 0 }).then(
        () => 'connected' as const,
        () => 'refused' as const,
      );
    },
    [url, token] as const,
  );
}

/** Sends the sound of the microphone as what `source` says; 'sent', or that LiveKit would not have it. */
export function sendSound(page: Page, source: 'microphone' | 'camera' | 'screen_share'): Promise<'sent' | 'refused'> {
  return page.evaluate(async (named) => {
    const { Track, createLocalAudioTrack } = window.LivekitClient;
    const sources = {
      microphone: Track.Source.Microphone,
      camera: Track.Source.Camera,
      screen_share: Track.Source.ScreenShare,
    };
    const { mediaStreamTrack: track } = await createLocalAudioTrack();
    return window.room.localParticipant.publishTrack(track, { source: sources[named] }).then(
      () => 'sent' as const,
      () => 'refused' as const,
    );
  }, source);
}

export const isConnected = (page: Page): Promise<boolean> => page.evaluate(() => window.room.state === 'connected');
