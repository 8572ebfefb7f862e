import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Clip,
  Download,
  Downloads,
  EventsAnswer,
  LiveRecording,
  type Recording,
  Replay,
  type ReplayPerson,
  SessionRecordings,
} from '@lectern/contract';
import { BEEP, type Sign, showsSign } from '#coloured-person.ts';
import { expect, newClass, type Person, test } from '#fixtures.ts';
import { enter, turnOn } from '#live-room.ts';
import { expectNoVideo, expectSound, expectVideo } from '#media.ts';
import {
  amplitude,
  coloursOf,
  decodingErrors,
  durationOf,
  rises,
  soundOf,
  toneIn,
  WHOLE,
  whiteness,
} from '#recorded-signals.ts';

/** No tone is an overtone of another one. */
const ADA: Sign = { colour: [200, 0, 0], tone: 440 };
const BEN: Sign = { colour: [0, 160, 0], tone: 610 };
const CLEO: Sign = { colour: [0, 0, 220], tone: 790 };
const SCREEN: Sign['colour'] = [230, 230, 0];

/** How far apart a flash and its beep may be, in seconds, and how far a length from what the log says. */
const IN_STEP = 0.08;
const EXACT = 0.2;
/** The amplitude of a tone that is not there: what compression leaves of others, a twentieth of a voice here. */
const NOT_HEARD = 0.01;

test('a class is recorded: who agreed, in step, and exactly what the log says', async ({ newPerson }) => {
  test.setTimeout(300_000);
  const ada = await newPerson('Ada');
  const ben = await newPerson('Ben');
  const cleo = await newPerson('Cleo');
  await showsSign(ada, ADA, SCREEN);
  await showsSign(ben, BEN);
  await showsSign(cleo, CLEO);
  // Small windows are quickly drawn: a browser that has no time left sends its own sound late.
  for (const { page } of [ben, cleo]) await page.setViewportSize({ width: 640, height: 400 });
  const id = await newClass(ada, [ben, cleo], 'Colours and tones');
  const folder = await mkdtemp(path.join(tmpdir(), 'lectern-recorded-'));

  await test.step('three are in the room; one agrees, one does not and asks not to be named', async () => {
    await enter(ada, id, 'Start Session');
    for (const person of [ben, cleo]) await enter(person, id, 'Join');
    for (const person of [ada, ben, cleo]) await turnOn(person, 'camera', 'microphone');
    await expectVideo(ada.page, cleo.name);
    await expectSound(ada.page);
    await choose(ben, id, { choice: 'recorded' });
    await choose(cleo, id, { choice: 'not_recorded', hide_name: true });
    expect(await recordingsOf(ada, id)).toEqual([]);
  });

  await test.step('what happens while it is recorded', async () => {
    await command(ada, id, 'start');
    await expectPhase(ada, id, 'recording');
    expect((await cleo.api.post(`/api/sessions/${id}/messages/`, { data: { text: 'Is this on?' } })).status()).toBe(
      201,
    );
    await lasts(6);

    await ben.page.getByRole('button', { name: 'Leave', exact: true }).click();
    await lasts(7);
    await enter(ben, id, 'Join');
    await turnOn(ben, 'camera', 'microphone');
    await expectVideo(ada.page, ben.name);

    await ada.page.getByRole('button', { name: 'Turn off camera' }).click();
    await expectNoVideo(ben.page, ada.name);
    await lasts(3);
    await ada.page.getByRole('button', { name: 'Turn on camera' }).click();
    await expectVideo(ben.page, ada.name);

    await ada.page.getByRole('button', { name: 'Share screen', exact: true }).click();
    await lasts(5);
    await ada.page.getByRole('button', { name: 'Stop sharing', exact: true }).first().click();

    await command(ada, id, 'pause');
    await lasts(5);
    await command(ada, id, 'resume');
    await lasts(6);
    await command(ada, id, 'stop');
    expect((await ada.api.post(`/api/sessions/${id}/end/`)).status()).toBe(200);
  });

  const replay = await test.step('the recording is ready, and as long as the log says', async () => {
    await expect.poll(async () => (await recordingsOf(ada, id)).map(({ state }) => state)).toEqual(['ready']);
    const [{ id: recording_id } = { id: 0 }] = await recordingsOf(ada, id);
    const answer = await ada.api.get(`/api/recordings/${recording_id}/replay/`);
    const found = Replay.parse(await answer.json());
    expect(found.duration).toBeCloseTo(await loggedSeconds(ada, id), 2);
    return found;
  });
  const adaIs = personIn(replay, ada.name);
  const benIs = personIn(replay, ben.name);
  const cleoIs = personIn(replay, null);
  const clipsOf = (person: ReplayPerson, source: Clip['source']) =>
    replay.clips.filter((clip) => clip.person === person.number && clip.source === source);

  await test.step('who did not agree is in none of it, and goes without a name', async () => {
    expect(replay.clips.filter((clip) => clip.person === cleoIs.number)).toEqual([]);
    expect(cleoIs.recorded).toBe(false);
    expect(JSON.stringify(replay)).not.toContain('Cleo');
    expect(replay.messages.map(({ text, person }) => ({ text, person }))).toEqual([
      { text: 'Is this on?', person: cleoIs.number },
    ]);
  });

  await test.step('every file decodes, is as long as it says, and has its person in it alone', async () => {
    for (const clip of replay.clips) {
      const file = await track(ada, replay.recording, clip, folder);
      expect(await decodingErrors(file), JSON.stringify(clip)).toBe('');
      expect(Math.abs((await durationOf(file)) - (clip.to - clip.from)), JSON.stringify(clip)).toBeLessThan(EXACT);
      if (clip.source === 'microphone') {
        const sound = await soundOf(file);
        const [own, other] = clip.person === adaIs.number ? [ADA, BEN] : [BEN, ADA];
        expect(amplitude(sound, own.tone)).toBeGreaterThan(0.05);
        expect(amplitude(sound, other.tone)).toBeLessThan(NOT_HEARD);
        expect(amplitude(sound, CLEO.tone)).toBeLessThan(NOT_HEARD);
      }
    }
    const heard = clipsOf(adaIs, 'microphone').reduce((sum, { from, to }) => sum + to - from, 0);
    expect(Math.abs(heard - replay.duration)).toBeLessThan(EXACT * replay.spans.length);
  });

  await test.step('who was away, had the camera off or shared a screen is shown so', async () => {
    const [away] = gaps(benIs.present);
    expect(away && away.to - away.from).toBeGreaterThan(6);
    for (const clip of clipsOf(benIs, 'camera')) expect(overlap(clip, away)).toBeLessThan(EXACT);
    expect(gaps(clipsOf(adaIs, 'camera')).some((gap) => gap.to - gap.from > 2)).toBe(true);
    const [screen] = clipsOf(adaIs, 'screen');
    expect(screen && screen.to - screen.from).toBeGreaterThan(4);
    expect(replay.chapters.map(({ kind }) => kind)).toContain('screen');
  });

  await test.step('picture and sound are in step in the files', async () => {
    for (const person of [adaIs, benIs]) {
      const flashes = await eventsIn(clipsOf(person, 'camera'), folder, flashesIn);
      const beeps = await eventsIn(clipsOf(person, 'microphone'), folder, beepsIn);
      expect(flashes.length).toBeGreaterThan(5);
      expectPaired(flashes, beeps);
    }
  });

  await test.step('one MP4 of all: decodes, as long, in step, without who did not agree', async () => {
    const file = await composed(ada, replay.recording, folder);
    expect(await decodingErrors(file)).toBe('');
    expect(Math.abs((await durationOf(file)) - replay.duration)).toBeLessThan(EXACT);
    const sound = await soundOf(file);
    expect(amplitude(sound, ADA.tone)).toBeGreaterThan(0.05);
    expect(amplitude(sound, BEN.tone)).toBeGreaterThan(0.02);
    expect(amplitude(sound, CLEO.tone)).toBeLessThan(NOT_HEARD);
    // While the other one who is recorded is away, flashes and beeps are of one person.
    const [away] = gaps(benIs.present);
    const within = (at: number) => away !== undefined && at > away.from + 0.5 && at < away.to - 0.5;
    const flashes = (await flashesIn(file)).filter(within);
    expect(flashes.length).toBeGreaterThan(1);
    expectPaired(flashes, await beepsIn(file));
  });

  await rm(folder, { recursive: true, force: true });
});

async function choose({ api }: Person, id: number, data: { choice: string; hide_name?: boolean }): Promise<void> {
  const answer = await api.put(`/api/sessions/${id}/consent/`, { data });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function command({ api }: Person, id: number, what: 'start' | 'pause' | 'resume' | 'stop'): Promise<void> {
  const answer = await api.post(`/api/sessions/${id}/recording/${what}/`);
  expect(answer.ok(), await answer.text()).toBe(true);
}

async function expectPhase({ api }: Person, id: number, phase: LiveRecording['phase']): Promise<void> {
  await expect
    .poll(async () => {
      const { recording } = await (await api.get(`/api/sessions/${id}/view/`)).json();
      return recording && LiveRecording.parse(recording).phase;
    })
    .toBe(phase);
}

/** Lets real time pass: it is what is being recorded. */
async function lasts(seconds: number): Promise<void> {
  const from = Date.now();
  await expect.poll(() => Date.now() - from).toBeGreaterThan(seconds * 1_000);
}

async function recordingsOf({ api }: Person, id: number): Promise<Recording[]> {
  return SessionRecordings.parse(await (await api.get(`/api/sessions/${id}/recordings/`)).json()).items;
}

/** What the log says was recorded, in seconds: from each start to the next pause or stop. */
async function loggedSeconds({ api }: Person, id: number): Promise<number> {
  const { events } = EventsAnswer.parse(await (await api.get(`/api/sessions/${id}/events/?after=0`)).json());
  let seconds = 0;
  let since: number | null = null;
  for (const event of events) {
    if (event.type === 'recording.started' || event.type === 'recording.resumed') since ??= Date.parse(event.at);
    if (event.type !== 'recording.paused' && event.type !== 'recording.stopped') continue;
    seconds += since === null ? 0 : (Date.parse(event.at) - since) / 1_000;
    since = null;
  }
  return seconds;
}

/** The one of this name; null: who asked not to be named. */
function personIn({ people }: Replay, name: string | null): ReplayPerson {
  const found = people.find((person) => person.name === name);
  if (!found) throw new Error(`The recording has nobody ${name ?? 'without a name'}`);
  return found;
}

/** One person's own track, as the host downloads it. */
async function track({ api }: Person, { id }: Recording, clip: Clip, folder: string): Promise<string> {
  const file = fileOf(clip, folder);
  const answer = await api.get(`/api/recordings/${id}/tracks/${clip.id}/`);
  expect(answer.status()).toBe(200);
  await writeFile(file, await answer.body());
  return file;
}

const fileOf = (clip: Clip, folder: string) => path.join(folder, `clip-${clip.id}`);

/** Has the MP4 made, and downloads it. */
async function composed({ api }: Person, { id }: Recording, folder: string): Promise<string> {
  const address = `/api/recordings/${id}/downloads/`;
  expect(Download.parse(await (await api.post(`${address}video/`)).json()).failure).toBeNull();
  await expect
    .poll(
      async () => {
        const { items } = Downloads.parse(await (await api.get(address)).json());
        return items.find(({ kind }) => kind === 'video')?.state;
      },
      { timeout: 120_000 },
    )
    .toBe('ready');
  const file = path.join(folder, 'all.mp4');
  await writeFile(file, await (await api.get(`${address}video/`)).body());
  return file;
}

interface Stretch {
  from: number;
  to: number;
}

/** What lies between stretches. */
function gaps(stretches: readonly Stretch[]): Stretch[] {
  const sorted = [...stretches].sort((one, other) => one.from - other.from);
  return sorted.slice(1).map((next, index) => ({ from: sorted[index]?.to ?? 0, to: next.from }));
}

function overlap(one: Stretch, other: Stretch | undefined): number {
  return other ? Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from)) : 0;
}

/** Where in a file the picture turns white. */
async function flashesIn(file: string): Promise<number[]> {
  const white = (await coloursOf(file, WHOLE)).map(whiteness);
  const usual = [...white].sort((one, other) => one - other)[Math.floor(white.length / 2)] ?? 0;
  return rises(white, usual + (Math.max(...white) - usual) / 2);
}

/** Where in a file the beep sets in. Opus makes it louder and softer from packet to packet; between beeps there is none. */
async function beepsIn(file: string): Promise<number[]> {
  const loud = toneIn(await soundOf(file), BEEP);
  return rises(loud, Math.max(...loud) / 6);
}

/** The same in several clips, in recorded time. What is near a clip's ends may be cut there, and is left out. */
async function eventsIn(clips: Clip[], folder: string, find: (file: string) => Promise<number[]>): Promise<number[]> {
  const found = [];
  for (const clip of clips) {
    const inside = (await find(fileOf(clip, folder))).map((at) => at + clip.from);
    found.push(...inside.filter((at) => at > clip.from + 0.5 && at < clip.to - 0.5));
  }
  return found;
}

/**
 * Flashes and beeps are in step: how far each flash is from its beep, in the middle of them all. One alone says little of a
 * recording: a busy page draws late, and its own sound is not late with it.
 */
function expectPaired(flashes: number[], beeps: number[]): void {
  const offs = flashes.map((flash) => Math.min(...beeps.map((beep) => Math.abs(beep - flash))));
  const middle = offs.toSorted((one, other) => one - other)[Math.floor(offs.length / 2)];
  expect(middle, `flashes at ${flashes.join(', ')} s, beeps at ${beeps.join(', ')}`).toBeLessThan(IN_STEP);
}
