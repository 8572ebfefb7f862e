import { expect } from '@playwright/test';
import type { Person } from './fixtures.ts';

/** One peer connection, and when its first sound came in and went out, by this machine's clock. */
interface Flow {
  pc: RTCPeerConnection;
  in: number | null;
  out: number | null;
}

declare global {
  interface Window {
    flows: Flow[];
    /** What the microphone and the camera gave. */
    captured: MediaStreamTrack[];
    popups: number;
  }
}

/** Keeps account of connections, devices and pop-ups, which are blocked. As cheaply as it goes: it is timed beside the page. */
export async function keepsAccount({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    /** A connection whose sound comes in and which sends none is looked at no longer than this, in milliseconds. */
    const WATCHED_FOR = 8_000;
    window.flows = [];
    window.captured = [];
    window.popups = 0;
    window.open = () => {
      window.popups += 1;
      return null;
    };
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      window.captured.push(...stream.getTracks());
      return stream;
    };
    const Original = window.RTCPeerConnection;
    window.RTCPeerConnection = class extends Original {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        window.flows.push({ pc: this, in: null, out: null });
      }
    };
    const hasSent = async ({ track, getStats }: RTCRtpSender, sender: RTCRtpSender) => {
      if (track?.kind !== 'audio') return false;
      const reports = [...(await getStats.call(sender)).values()];
      return reports.some((one) => one.type === 'outbound-rtp' && (one.packetsSent ?? 0) > 0);
    };
    const look = async () => {
      window.flows = window.flows.filter(({ pc }) => pc.connectionState !== 'closed');
      for (const flow of window.flows) {
        if (flow.in !== null && Date.now() - flow.in > WATCHED_FOR) continue;
        const receivers = flow.pc.getReceivers().filter(({ track }) => track.kind === 'audio');
        if (receivers.some((one) => one.getSynchronizationSources().length > 0)) flow.in ??= Date.now();
        if (flow.out !== null) continue;
        for (const sender of flow.pc.getSenders()) if (await hasSent(sender, sender)) flow.out ??= Date.now();
      }
      setTimeout(() => void look(), 50);
    };
    void look();
  });
}

/** When, by this machine's clock, the first sound came in and went out by a connection that had none before `from`; null: not yet. */
export const flowSince = ({ page }: Person, from: number) =>
  page.evaluate((begin) => {
    const first = (which: 'in' | 'out') => {
      const times = window.flows.map((one) => one[which]).filter((one) => one !== null && one >= begin);
      return times.length > 0 ? Math.min(...times.map(Number)) : null;
    };
    return { in: first('in'), out: first('out') };
  }, from);

/** Sound of so many people comes in at this page. */
export async function expectSounds({ page, name }: Person, people: number): Promise<void> {
  const incoming = () =>
    page.evaluate(() => {
      const receivers = window.flows.flatMap(({ pc }) => (pc.connectionState === 'closed' ? [] : pc.getReceivers()));
      const recent = performance.timeOrigin + performance.now() - 1_000;
      return receivers.filter(
        (one) =>
          one.track.kind === 'audio' && one.getSynchronizationSources().some(({ timestamp }) => timestamp > recent),
      ).length;
    });
  await expect.poll(incoming, `${name} receives the sound of`).toBe(people);
}

/** What a page has open: connections, elements that play sound, and tracks of its own devices; and how often it opened those. */
export const openThings = ({ page }: Person) =>
  page.evaluate(() => ({
    connections: window.flows.filter(({ pc }) => pc.connectionState !== 'closed').length,
    elements: document.querySelectorAll('audio').length,
    tracks: window.captured.filter(({ readyState }) => readyState === 'live').length,
    opened: window.captured.length,
    popups: window.popups,
    reloaded: !document.body.hasAttribute('data-not-reloaded'),
  }));

/** Bytes that the page's own objects take, after everything that can be let go of was. */
export async function heapOf({ page }: Person): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const { usedSize } = await client.send('Runtime.getHeapUsage');
  await client.detach();
  return usedSize;
}
