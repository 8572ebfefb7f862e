import { statSync } from 'node:fs';
import { BreakoutsView, Replay } from '@lectern/contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CapturedClass, openCapturedClass } from '#testing/captured-class.ts';
import { beepingMicrophone } from '#testing/recorded-room.ts';
import { tonesIn } from '#testing/tones.ts';

const PATIENCE = { timeout: 60_000, interval: 50 };
const TONES = [440, 880];

let c: CapturedClass;
beforeEach(async () => {
  c = await openCapturedClass();
});
afterEach(() => c.close());

const told = async () => (await c.clips(1)).map((clip) => `${clip.account_id} in ${clip.breakout_id}`);
/** Until there are just these clips, and some of each is written. */
const until = (...expected: string[]) =>
  vi.waitFor(async () => {
    expect(await told()).toEqual(expect.arrayContaining(expected));
    expect(await told()).toHaveLength(expected.length);
    for (const clip of await c.clips(1)) expect(statSync(clip.path).size).toBeGreaterThan(6_000);
  }, PATIENCE);

test('a breakout is recorded from when the host says so, for itself, and is a room of the replay', async () => {
  const { creator, learner, ask } = c;
  const inMain = await beepingMicrophone(`sine=frequency=${TONES[0]}`);
  const inRoom = await beepingMicrophone(`sine=frequency=${TONES[1]}`);
  await c.begin([inMain]);
  const before = [`${creator.id} in null`, `${learner.id} in null`];
  await until(...before);

  const made = BreakoutsView.parse(await ask(creator, 'POST', 'breakouts', { names: ['Room 1'] }));
  const breakout_id = made.rooms[0]?.id ?? 0;
  await ask(creator, 'POST', 'assign_breakouts', { assignments: [{ account_id: learner.id, breakout_id }] });
  await ask(creator, 'POST', 'open_breakouts', { seconds: null });
  await ask(learner, 'POST', 'move', { breakout_id });
  const room = await c.publish(learner.id, [inRoom], { breakout_id });
  const theirs = async () => (await c.clips(1)).filter((clip) => clip.account_id === learner.id);
  // What a hand-made client goes on sending into the main room is not theirs to send there any more.
  await vi.waitFor(async () => expect((await theirs())[0]?.ended_at).not.toBeNull(), PATIENCE);
  const host = (await c.clips(1)).find((clip) => clip.account_id === creator.id)?.path ?? '';
  const { size } = statSync(host);
  await vi.waitFor(() => expect(statSync(host).size).toBeGreaterThan(size + 10_000), PATIENCE);
  expect(await told()).toHaveLength(2);

  const on_at = Date.now();
  await ask(creator, 'PATCH', 'breakout_settings', { recorded: true });
  await until(...before, `${learner.id} in ${breakout_id}`);
  const [, after] = await theirs();
  expect(after?.started_at).toBeGreaterThanOrEqual(on_at);
  await room.leave();
  await c.command('recording/stop');
  await vi.waitFor(async () => expect((await c.latest()).state).toBe('ready'), PATIENCE);

  for (const clip of await c.clips(1)) {
    expect(await tonesIn(clip.path, TONES)).toEqual([clip.breakout_id === null ? TONES[0] : TONES[1]]);
  }
  const answer = await c.request(creator, 'GET', `/api/recordings/${(await c.latest()).id}/replay/`);
  const replay = Replay.parse(answer.json());
  expect(replay.clips.map((clip) => clip.breakout_id).toSorted()).toEqual([breakout_id, null, null]);
  expect(replay.rooms).toMatchObject([{ id: breakout_id, name: 'Room 1', people: [{ number: 2 }] }]);
  const [first, second] = replay.clips.filter(({ person }) => person === 2);
  expect(first?.to).toBeLessThanOrEqual(second?.from ?? 0);
});
