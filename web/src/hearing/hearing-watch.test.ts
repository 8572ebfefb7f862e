import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { IncomingSound, OutgoingSound, SoundCount } from '#live/sound-probe.ts';
import { participant } from '#live/testing.ts';
import { HearingWatch, type RoomFacts } from './hearing-watch.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const ME = 2;
const [ADA, BEN] = [3, 4];
const sound = (account_id: number, changes: Partial<IncomingSound> = {}): IncomingSound => ({
  account_id,
  on: true,
  speaking: true,
  level: 0.5,
  path: 'open',
  ...changes,
});

/** A room of three, whose sounds the test makes: one that is heard has energy in every second. */
function watching(changes: Partial<RoomFacts> = {}) {
  let facts: RoomFacts = {
    account_id: ME,
    participants: [participant(ME), participant(ADA), participant(BEN)].map((one) => ({ ...one, audio_enabled: true })),
    absent: new Set(),
    link: 'connected',
    current: true,
    sound_blocked: false,
    ...changes,
  };
  const media = {
    incoming: [sound(ADA), sound(BEN)],
    outgoing: null as OutgoingSound | null,
    /** Nothing comes of these. */
    silenced: new Set<number>(),
    /** Of these comes what comes in silence: a few packets. */
    silent: new Set<number>(),
    counted: 0,
    loads: true,
  };
  const counts = new Map<number, SoundCount>();
  const told: [missing: number[], again: number[]][] = [];
  const receiveAnew = vi.fn(async (_id: number) => undefined);
  const sendAnew = vi.fn(async () => undefined);
  const renew = vi.fn();
  const watch = new HearingWatch(
    {
      async probe() {
        if (!media.loads) throw new Error('The network is away');
        return {
          // Of who speaks the engine says something new every moment.
          incoming: () => media.incoming.map((one) => ({ ...one, level: (Date.now() % 7_000) / 7_000 })),
          async count(id) {
            media.counted += 1;
            return counts.get(id) ?? { packets: 0, energy: 0 };
          },
          outgoing: async () => media.outgoing,
          receiveAnew,
          sendAnew,
        };
      },
      renew,
      tell: (missing, again) => told.push([missing, again]),
      now: () => Date.now(),
    },
    facts,
  );
  const stop = watch.start();
  const seconds = async (number: number) => {
    for (let second = 0; second < number; second += 1) {
      for (const { account_id } of media.incoming) {
        const { packets, energy } = counts.get(account_id) ?? { packets: 0, energy: 0 };
        if (media.silent.has(account_id)) counts.set(account_id, { packets: packets + 3, energy });
        else if (!media.silenced.has(account_id)) {
          counts.set(account_id, { packets: packets + 50, energy: energy + 0.01 });
        }
      }
      await vi.advanceTimersByTimeAsync(1_000);
    }
  };
  const know = (next: Partial<RoomFacts>) => {
    facts = { ...facts, ...next };
    watch.know(facts);
  };
  return { watch, media, told, receiveAnew, sendAnew, renew, seconds, know, stop, state: () => watch.getState() };
}

const OWN: OutgoingSound = { track: 'a', speaking: true, cut: false, energy: null, packets: 0, acknowledged: null };

describe('whom one does not hear', () => {
  test('is shown and told within three seconds, told again every three, and told to be back', async () => {
    const { media, told, seconds, state } = watching();
    await seconds(10);
    expect([state().missing, told]).toEqual([null, []]);
    media.silenced.add(ADA);
    await seconds(3);
    expect(state().missing).toEqual({ account_ids: [ADA], repair: 'offered' });
    expect(told).toEqual([[[ADA], []]]);
    await seconds(6);
    expect(told).toEqual(Array(3).fill([[ADA], []]));
    media.silenced.clear();
    await seconds(2);
    expect(state().missing).toBeNull();
    expect(told.at(-1)).toEqual([[], [ADA]]);
    const before = told.length;
    await seconds(30);
    expect(told).toHaveLength(before);
  });

  test('is nobody who is muted, has left, or is silent', async () => {
    const { media, told, seconds, know, state } = watching();
    await seconds(5);
    media.silenced.add(ADA).add(BEN);
    media.incoming = [sound(ADA, { on: false, path: 'none' }), sound(BEN, { speaking: false })];
    await seconds(10);
    media.incoming = [];
    know({ participants: [participant(ME)] });
    await seconds(10);
    expect([state().missing, told]).toEqual([null, []]);
  });

  test('is no longer shown once they mute, or leave', async () => {
    const { media, told, seconds, know, state } = watching();
    media.incoming = [sound(ADA, { path: 'none' }), sound(BEN, { path: 'none' })];
    await seconds(4);
    expect(state().missing?.account_ids).toEqual([ADA, BEN]);
    media.incoming = [sound(ADA, { on: false }), sound(BEN, { path: 'none' })];
    await seconds(1);
    expect(state().missing?.account_ids).toEqual([BEN]);
    know({ participants: [participant(ME), participant(ADA)] });
    media.incoming = [sound(ADA, { on: false })];
    await seconds(1);
    expect(state().missing).toBeNull();
    expect(told.at(-1)).toEqual([[], [BEN]]);
  });

  test('is everybody while the own media connection is lost; the room says that already', async () => {
    const { told, seconds, know, state } = watching();
    await seconds(5);
    know({ link: 'resuming' });
    await seconds(10);
    expect(told).toEqual([]);
    know({ link: 'reconnecting' });
    await seconds(3);
    expect(told.at(-1)).toEqual([[ADA, BEN], []]);
    expect(state().missing).toBeNull();
    know({ link: 'connected' });
    await seconds(1);
    expect(told.at(-1)).toEqual([[], [ADA, BEN]]);
    await seconds(10);
    expect(state().missing).toBeNull();
  });

  test('is not said to be back because nothing is known for a moment', async () => {
    const { media, told, seconds, know } = watching();
    media.silenced.add(ADA);
    await seconds(5);
    know({ link: 'resuming' });
    await seconds(3);
    expect(told.every(([missing]) => missing.includes(ADA))).toBe(true);
  });

  test('is told, and not shown, where the browser keeps sound back: there is a button for that', async () => {
    const { media, told, seconds, state } = watching({ sound_blocked: true });
    media.incoming = [sound(ADA, { path: 'stopped' }), sound(BEN)];
    await seconds(5);
    expect(told[0]).toEqual([[ADA], []]);
    expect(state().missing).toBeNull();
  });

  test('is who the session lists and the media engine never told of', async () => {
    const { media, seconds, state } = watching();
    media.incoming = [sound(BEN)];
    await seconds(7);
    expect(state().missing?.account_ids).toEqual([ADA]);
  });

  test('costs no look at statistics while nobody speaks', async () => {
    const { media, seconds } = watching();
    media.incoming = Array.from({ length: 49 }, (_, index) => sound(index + 10, { speaking: index === 0 }));
    await seconds(10);
    expect(media.counted).toBe(10);
  });

  test('is found also after a part of the page could not be loaded', async () => {
    const { media, seconds, state } = watching();
    media.loads = false;
    await seconds(3);
    media.loads = true;
    media.silenced.add(ADA);
    await seconds(4);
    expect(state().missing?.account_ids).toEqual([ADA]);
  });
});

describe('a repair', () => {
  test('asks for what is missing, and is over when it is back', async () => {
    const { watch, media, receiveAnew, renew, seconds, state } = watching();
    media.incoming = [sound(ADA, { path: 'none' }), sound(BEN)];
    await seconds(4);
    await watch.repairIncoming();
    expect(state().missing).toEqual({ account_ids: [ADA], repair: 'running' });
    expect(receiveAnew.mock.calls).toEqual([[ADA]]);
    media.incoming = [sound(ADA), sound(BEN)];
    await seconds(3);
    expect(state().missing).toBeNull();
    await seconds(30);
    expect(renew).not.toHaveBeenCalled();
  });

  test('makes the connection anew once where asking did not help, and shows that it goes on until the sound is back', async () => {
    const { watch, media, renew, seconds, know, state } = watching();
    media.incoming = [sound(ADA, { path: 'none' }), sound(BEN, { path: 'none' })];
    await seconds(4);
    await watch.repairIncoming();
    await seconds(8);
    expect(renew).toHaveBeenCalledTimes(1);
    know({ link: 'reconnecting' });
    await seconds(2);
    expect(state().missing).toEqual({ account_ids: [ADA, BEN], repair: 'running' });
    know({ link: 'connected' });
    media.incoming = [sound(ADA), sound(BEN)];
    await seconds(5);
    expect(state().missing).toBeNull();
    expect(renew).toHaveBeenCalledTimes(1);
  });

  test('is over also where its person is silent by then: that packets come is enough', async () => {
    const { watch, media, seconds, know, state } = watching();
    media.incoming = [sound(ADA, { path: 'none' }), sound(BEN)];
    await seconds(4);
    await watch.repairIncoming();
    await seconds(8);
    know({ link: 'reconnecting' });
    await seconds(2);
    know({ link: 'connected' });
    media.silenced.add(ADA);
    media.incoming = [sound(ADA, { speaking: false }), sound(BEN)];
    await seconds(3);
    expect(state().missing?.repair).toBe('running');
    media.silent.add(ADA);
    await seconds(3);
    expect(state().missing).toBeNull();
  });

  test('that fails says so, and may be tried again', async () => {
    const { watch, media, receiveAnew, seconds, state } = watching();
    media.incoming = [sound(ADA, { path: 'none' }), sound(BEN)];
    await seconds(4);
    await watch.repairIncoming();
    await seconds(25);
    expect(state().missing).toEqual({ account_ids: [ADA], repair: 'failed' });
    await watch.repairIncoming();
    expect(state().missing?.repair).toBe('running');
    expect(receiveAnew).toHaveBeenCalledTimes(2);
  });

  test('that failed is not spoken of while the connection is lost, and one under way not of who has left', async () => {
    const { watch, media, seconds, know, state } = watching();
    media.incoming = [sound(ADA, { path: 'none' }), sound(BEN)];
    await seconds(4);
    await watch.repairIncoming();
    await seconds(8);
    know({ link: 'reconnecting', participants: [participant(ME), participant(BEN)] });
    await seconds(1);
    expect(state().missing).toBeNull();
    know({ link: 'connected', participants: [participant(ME), participant(ADA), participant(BEN)] });
    await seconds(16);
    expect(state().missing?.repair).toBe('failed');
    know({ link: 'reconnecting' });
    await seconds(1);
    expect(state().missing).toBeNull();
  });
});

describe('who speaks is told', () => {
  const heard = (listener_id: number, hears: boolean) => ({ session_id: 7, listener_id, hears });

  test('at once who does not hear them, until they do, or until it is not said again', async () => {
    const { watch, media, seconds, state } = watching();
    media.outgoing = OWN;
    await seconds(2);
    watch.hear(heard(ADA, false));
    expect(state().own).toEqual({ kind: 'some_do', hearing: 1, of: 2, names: ['P3'] });
    watch.hear(heard(ADA, true));
    expect(state().own).toBeNull();
    watch.hear(heard(ADA, false));
    await seconds(8);
    expect(state().own).not.toBeNull();
    await seconds(2);
    expect(state().own).toBeNull();
  });

  test('nothing while their microphone is off, or after the listener has left or lost the connection', async () => {
    const { watch, media, seconds, know, state } = watching();
    await seconds(2);
    watch.hear(heard(ADA, false));
    expect(state().own).toBeNull();
    media.outgoing = OWN;
    await seconds(1);
    expect(state().own).not.toBeNull();
    know({ absent: new Set([ADA]) });
    await seconds(1);
    expect(state().own).toBeNull();
    know({ absent: new Set(), participants: [participant(ME), participant(BEN)] });
    await seconds(1);
    expect(state().own).toBeNull();
  });

  test('that nobody hears them, with a repair that sends anew and then connects anew', async () => {
    const { watch, media, sendAnew, renew, seconds, state } = watching();
    media.outgoing = OWN;
    await seconds(2);
    const nobody = () => {
      for (const id of [ADA, BEN]) watch.hear(heard(id, false));
    };
    nobody();
    expect(state().own).toEqual({ kind: 'none_does', of: 2, repair: 'offered' });
    await watch.repairOwn();
    expect(sendAnew).toHaveBeenCalledTimes(1);
    expect(state().own).toMatchObject({ repair: 'running' });
    await seconds(4);
    nobody();
    await seconds(4);
    expect(renew).toHaveBeenCalledTimes(1);
    for (const id of [ADA, BEN]) watch.hear(heard(id, true));
    await seconds(2);
    expect(state().own).toBeNull();
  });

  test('that their microphone gives nothing', async () => {
    const { media, seconds, state } = watching();
    media.outgoing = { ...OWN, speaking: false, energy: 0 };
    await seconds(17);
    expect(state().own).toEqual({ kind: 'silent' });
  });
});
