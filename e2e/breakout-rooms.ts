import { expect } from '@playwright/test';
import { z } from 'zod';
import { type Sign, showsSign } from './coloured-person.ts';
import { post } from './crowd.ts';
import { newClass, type People, type Person } from './fixtures.ts';
import { enter, turnOn } from './live-room.ts';
import { tileOf } from './media.ts';
import { keepsAccount } from './sound-flow.ts';

declare global {
  interface Window {
    /** When each tone was last heard, by its frequency. */
    tones: Map<number, number>;
  }
}

/** How each person sounds and looks: tones that are far from one another's overtones. */
export const SIGNS = {
  ines: { colour: [200, 40, 40], tone: 440 },
  amir: { colour: [40, 160, 60], tone: 730 },
  ben: { colour: [50, 70, 200], tone: 1_130 },
  carla: { colour: [180, 60, 170], tone: 1_670 },
} as const satisfies Record<string, Sign>;
export type Name = keyof typeof SIGNS;

/** Keeps account of whose tone is heard. */
function listenFor(tones: number[]): void {
  window.tones = new Map();
  let sound: AudioContext | null = null;
  const listen = (track: MediaStreamTrack) => {
    sound ??= new AudioContext();
    const analyser = new AnalyserNode(sound, { fftSize: 4_096, smoothingTimeConstant: 0 });
    const source = sound.createMediaStreamSource(new MediaStream([track]));
    source.connect(analyser);
    const bins = new Float32Array(analyser.frequencyBinCount);
    const width = sound.sampleRate / analyser.fftSize;
    const timer = setInterval(() => {
      if (track.readyState === 'ended') {
        clearInterval(timer);
        source.disconnect();
        return;
      }
      analyser.getFloatFrequencyData(bins);
      for (const tone of tones) {
        const around = Math.round(tone / width);
        if (Math.max(...bins.slice(around - 2, around + 3)) > -60) window.tones.set(tone, Date.now());
      }
    }, 200);
  };
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => track.kind === 'audio' && listen(track));
    }
  };
}

/** Each has a tone of their own, and notes whose they hear. */
export async function soundsAndListens(person: Person): Promise<void> {
  const sign = Object.entries(SIGNS).find(([name]) => person.name.startsWith(name))?.[1];
  if (!sign) throw new Error(`${person.name} has no sign`);
  await person.context.addInitScript(
    listenFor,
    Object.values(SIGNS).map(({ tone }) => tone),
  );
  await showsSign(person, sign);
  await keepsAccount(person);
}

export interface Class {
  id: number;
  ines: Person;
  amir: Person;
  ben: Person;
  carla: Person;
  people: Person[];
  /** Two rooms, by their ids. */
  rooms: [number, number];
}

const Made = z.object({ rooms: z.array(z.object({ id: z.int() })) });

/**
 * Everybody in the main room, with their microphones on; two rooms are made, and nobody is in one. Each browser is
 * prepared by `prepare`.
 */
export async function inClass(
  newPerson: People['newPerson'],
  prepare: (person: Person) => Promise<void> = soundsAndListens,
): Promise<Class> {
  const made: Person[] = [];
  for (const name of Object.keys(SIGNS)) {
    const person = await newPerson(name);
    await prepare(person);
    made.push(person);
  }
  const [ines, amir, ben, carla] = made;
  if (!ines || !amir || !ben || !carla) throw new Error('Somebody is missing');
  const learners = [amir, ben, carla];
  const id = await newClass(ines, learners);
  const { rooms } = Made.parse(await post(ines.api, `/api/sessions/${id}/breakouts/`, { names: ['Room 1', 'Room 2'] }));
  const [one, two] = rooms;
  if (!one || !two) throw new Error('There are no rooms');
  await enter(ines, id, 'Start Session');
  for (const learner of learners) await enter(learner, id, 'Join');
  for (const person of made) await turnOn(person, 'microphone');
  for (const person of made) await person.page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''));
  return { id, ines, amir, ben, carla, people: made, rooms: [one.id, two.id] };
}

export async function assign({ id, ines }: Class, ...assignments: [Person, number | null][]): Promise<void> {
  await post(ines.api, `/api/sessions/${id}/assign_breakouts/`, {
    assignments: assignments.map(([{ id: account_id }, breakout_id]) => ({ account_id, breakout_id })),
  });
}

export const openRooms = ({ id, ines }: Class) =>
  post(ines.api, `/api/sessions/${id}/open_breakouts/`, { seconds: null });
export const closeRooms = ({ id, ines }: Class, seconds = 0) =>
  post(ines.api, `/api/sessions/${id}/time_breakouts/`, { seconds });

const View = z.object({
  participants: z.array(z.object({ user: z.object({ id: z.int() }), breakout_id: z.int().nullable() })),
});

/** In which room each is by the server's list, in the order of `people`; undefined: in none. */
export async function whereabouts({ id, ines, people }: Class): Promise<(number | null | undefined)[]> {
  const { participants } = View.parse(await (await ines.api.get(`/api/sessions/${id}/view/`)).json());
  return people.map((person) => participants.find(({ user }) => user.id === person.id)?.breakout_id);
}

/** Somebody's tone comes in at this page now: it is heard after this moment. */
export async function expectHears({ page }: Person, ...whom: Name[]): Promise<void> {
  const now = await page.evaluate(() => Date.now());
  for (const name of whom) {
    await expect
      .poll(() => page.evaluate((tone) => window.tones.get(tone) ?? 0, SIGNS[name].tone), `hears ${name}`)
      .toBeGreaterThan(now);
  }
}

/** When this page last heard them, by this machine's clock. */
export const lastHeard = ({ page }: Person, name: Name): Promise<number> =>
  page.evaluate((tone) => window.tones.get(tone) ?? 0, SIGNS[name].tone);

export const microphoneButton = ({ page }: Person, state: 'on' | 'off') =>
  page.getByRole('button', { name: state === 'on' ? 'Turn off microphone' : 'Turn on microphone' });

export async function expectTiles({ page }: Person, here: Person[], elsewhere: Person[]): Promise<void> {
  for (const { name } of here) await expect(tileOf(page, name)).toBeVisible();
  for (const { name } of elsewhere) await expect(tileOf(page, name)).toBeHidden();
}
