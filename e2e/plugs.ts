import type { BrowserContext, Page } from '@playwright/test';

declare global {
  interface Window {
    plugs: { pull: (label: string) => void; put: (label: string) => void };
  }
}

/**
 * Lets devices be pulled out and put back, which Chromium's fake ones cannot: one that is out is not listed, is not
 * opened, and what it was sending ends.
 */
export async function makePluggable(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const out = new Set<string>();
    const open = new Set<MediaStreamTrack>();
    const media = navigator.mediaDevices;
    const enumerate = media.enumerateDevices.bind(media);
    const getUserMedia = media.getUserMedia.bind(media);

    const idIn = (wish: ConstrainDOMString | undefined): unknown => {
      if (typeof wish !== 'object' || Array.isArray(wish)) return wish;
      return wish.exact ?? wish.ideal;
    };
    const plugged = (all: MediaDeviceInfo[], kind: 'audio' | 'video', asked: boolean | MediaTrackConstraints) => {
      const there = all.filter((one) => one.kind === `${kind}input`);
      const wish = typeof asked === 'object' ? idIn(asked.deviceId) : undefined;
      const device = there.find((one) => one.deviceId === wish) ?? there[0];
      if (!device) throw new DOMException('Requested device not found', 'NotFoundError');
      return { ...(typeof asked === 'object' ? asked : {}), deviceId: { exact: device.deviceId } };
    };

    media.enumerateDevices = async () => (await enumerate()).filter(({ label }) => !out.has(label));
    media.getUserMedia = async ({ audio = false, video = false } = {}) => {
      const all = await media.enumerateDevices();
      const stream = await getUserMedia({
        audio: audio && plugged(all, 'audio', audio),
        video: video && plugged(all, 'video', video),
      });
      for (const track of stream.getTracks()) open.add(track);
      return stream;
    };
    window.plugs = {
      pull(label) {
        out.add(label);
        for (const track of open) {
          if (track.label !== label || track.readyState !== 'live') continue;
          track.stop();
          track.dispatchEvent(new Event('ended'));
        }
        media.dispatchEvent(new Event('devicechange'));
      },
      put(label) {
        out.delete(label);
        media.dispatchEvent(new Event('devicechange'));
      },
    };
  });
}

export const pullOut = (page: Page, label: string) => page.evaluate((name) => window.plugs.pull(name), label);
export const putBack = (page: Page, label: string) => page.evaluate((name) => window.plugs.put(name), label);

/** What a page really sends of a kind, as the track itself says; null where it sends none. */
export async function sentFrom(page: Page, kind: 'audio' | 'video') {
  return page.evaluate((wanted) => {
    for (const connection of window.connections) {
      if (connection.connectionState !== 'connected') continue;
      for (const { track } of connection.getSenders()) {
        if (track?.kind === wanted && track.readyState === 'live')
          return { label: track.label, ...track.getSettings() };
      }
    }
    return null;
  }, kind);
}
