import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AudibleBreakouts, type Heard, openAudibleBreakouts } from '#testing/audible-breakouts.ts';
import type { Person } from '#testing/test-app.ts';

const PATIENCE = { timeout: 20_000, interval: 20 };
/** Whose sound has not come for so many milliseconds is not heard: packets come fifty times a second. */
const SILENT_FOR = 1_000;

let c: AudibleBreakouts;
let [ada, bea, cem]: Person[] = [];
beforeEach(async () => {
  c = await openAudibleBreakouts();
  [ada, bea, cem] = c.learners;
});
afterEach(() => c.close());

function people(): [Person, Person, Person] {
  if (!ada || !bea || !cem) throw new Error('Three learners');
  return [ada, bea, cem];
}

const packets = (heard: Heard, of: Person) => heard.get(of.id)?.packets ?? 0;
const flows = (heard: Heard, of: Person) => {
  const before = packets(heard, of);
  return expect.poll(() => packets(heard, of), PATIENCE).toBeGreaterThan(before + 20);
};

test('what is said in one room comes to nobody in another, nor in the main room', async () => {
  const [ada, bea, cem] = people();
  const host = c.listen(await c.tokenNow(c.creator));
  const inFirst = c.listen(await c.goTo(cem, c.first));
  const inSecond = c.listen(await c.goTo(bea, c.second));
  await c.speak(await c.goTo(ada, c.first));
  await flows(inFirst, ada);
  expect([packets(host, ada), packets(inSecond, ada)]).toEqual([0, 0]);
  await c.speak(await c.goTo(ada, c.second));
  await flows(inSecond, ada);
  const until = packets(inFirst, ada);
  await flows(inSecond, ada);
  expect(packets(inFirst, ada)).toBe(until);
  expect(packets(host, ada)).toBe(0);
});

test('a token is for its own room only, whatever else a client asks for', async () => {
  const [ada, bea] = people();
  const token = await c.goTo(ada, c.first);
  const name = `session-${c.id}-breakout-${c.second}`;
  const asking = new WebSocket(
    `${c.origin.replace('http', 'ws')}/rtc?protocol=15&room=${name}&room_name=${name}&access_token=${token}`,
  );
  await once(asking, 'message');
  await expect.poll(() => c.there(c.first), PATIENCE).toEqual([`${ada.id}`]);
  expect(await c.there(c.second)).toEqual([]);
  // Nor is there a way to one for a room that is not theirs: not to wait in, and not to go to.
  for (const path of ['warm_breakout/', 'move/']) {
    const answer = await c.tryTo(ada, 'POST', path, { breakout_id: c.second });
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'breakout_not_yours']);
  }
  // One with rights for the second room, of whoever else: good for that one alone, and not for who is elsewhere.
  const foreign = await c.engine.token(c.in(c.second), ada.id, ['microphone']);
  await expect(c.connect(foreign)).rejects.toThrow('403');
  const theirs = await c.goTo(bea, c.second);
  await c.connect(theirs);
  await expect.poll(() => c.there(c.second), PATIENCE).toEqual([`${bea.id}`]);
  expect(await c.there(c.first)).toEqual([`${ada.id}`]);
  asking.close();
});

test('of a room that was left the token is dead at once, and the connection goes with its sound', async () => {
  const [ada, , cem] = people();
  const inFirst = c.listen(await c.goTo(cem, c.first));
  const old = await c.goTo(ada, c.first);
  await c.speak(old);
  await flows(inFirst, ada);

  // The new connection waits already; a hand-made client does not close the old one, and tries it again and again.
  await c.ask(c.creator, 'POST', 'assign_breakouts/', {
    assignments: [{ account_id: ada.id, breakout_id: c.second }],
  });
  const { token } = (await c.ask(ada, 'POST', 'warm_breakout/', { breakout_id: c.second })) as { token: string };
  await c.connect(token);
  await expect.poll(() => c.there(c.second), PATIENCE).toEqual([`${ada.id}*`]);
  expect(await c.there(c.first)).toEqual([`${ada.id}`, `${cem.id}`].sort());
  await c.ask(ada, 'POST', 'move/', { breakout_id: c.second });
  await expect(c.connect(old)).rejects.toThrow('403');
  await expect.poll(() => c.there(c.first), PATIENCE).toEqual([`${cem.id}`]);
  expect(await c.there(c.second)).toEqual([`${ada.id}`]);
  await expect.poll(() => Date.now() - (inFirst.get(ada.id)?.last ?? 0), PATIENCE).toBeGreaterThan(SILENT_FOR);
  await expect(c.connect(old)).rejects.toThrow('403');
});

test('who comes back to an old room past the proxy is cut by the next look, and the new connection stays', async () => {
  const [ada] = people();
  const old = await c.goTo(ada, c.first);
  await c.connect(await c.goTo(ada, c.second));
  await c.connect(old, c.livekitUrl);
  await expect.poll(() => c.there(c.first), PATIENCE).toEqual([`${ada.id}`]);
  await c.ask(ada, 'POST', 'media_changed/');
  await expect.poll(() => c.there(c.first), PATIENCE).toEqual([]);
  expect(await c.there(c.second)).toEqual([`${ada.id}`]);
});

test('somebody who is removed is out of all rooms, waiting or not, and comes into none', async () => {
  const [ada, bea] = people();
  await c.connect(await c.goTo(bea, c.second));
  const token = await c.goTo(ada, c.first);
  await c.connect(token);
  await c.ask(c.creator, 'POST', 'assign_breakouts/', {
    assignments: [{ account_id: ada.id, breakout_id: c.second }],
  });
  const tokens: string[] = [token];
  for (const breakout_id of [c.second, null]) {
    const warm = (await c.ask(ada, 'POST', 'warm_breakout/', { breakout_id })) as { token: string };
    tokens.push(warm.token);
    await c.connect(warm.token);
  }
  const rooms = [null, c.first, c.second];
  const all = () => Promise.all(rooms.map((room) => c.there(room)));
  await expect.poll(all, PATIENCE).toEqual([[`${ada.id}*`], [`${ada.id}`], [`${ada.id}*`, `${bea.id}`].sort()]);
  await c.ask(c.creator, 'POST', `live_participants/${await c.stayOf(ada)}/remove/`);
  await expect.poll(all, PATIENCE).toEqual([[], [], [`${bea.id}`]]);
  for (const one of tokens) await expect(c.connect(one)).rejects.toThrow('403');
});

test('a session that ends while rooms are open leaves no media room', async () => {
  const [ada, bea] = people();
  await c.connect(await c.tokenNow(c.creator));
  await c.connect(await c.goTo(ada, c.first));
  await c.connect(await c.goTo(bea, c.second));
  const rooms = async () => (await c.engine.rooms()).filter((room) => room.session_id === c.id);
  await expect.poll(async () => (await rooms()).length, PATIENCE).toBe(3);
  await c.ask(c.creator, 'POST', 'end/');
  await expect.poll(rooms, PATIENCE).toEqual([]);
});
