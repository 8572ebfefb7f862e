import type { Replay, ReplayPerson } from '@lectern/contract';
import { expect, test } from 'vitest';
import { replayIn } from './replay-in.ts';
import { clip } from './testing.ts';

const person = (number: number, from: number, to: number): ReplayPerson => ({
  ...{ number, name: `Person ${number}`, role: 'member', recorded: true, audible: [], visible: [], spoke: [] },
  present: [{ from, to }],
});
const main = clip('microphone', 1, 0, 30);
const inRoom = { ...clip('microphone', 2, 10, 20), breakout_id: 7 };
const elsewhere = { ...clip('microphone', 3, 10, 20), breakout_id: 8 };
const board = { pages: [], turns: [] };
const replay = {
  ...{ duration: 30, spans: [], captions: [], chapters: [], board },
  people: [person(1, 0, 30), person(2, 0, 10), person(3, 0, 10)],
  clips: [main, inRoom, elsewhere],
  messages: [{ id: 1 }],
  rooms: [
    { id: 7, name: 'Room 1', people: [person(2, 10, 20)], chapters: [{ kind: 'marker', at: 12, label: 'x' }], board },
    { id: 8, name: 'Room 2', people: [person(3, 10, 20)], chapters: [], board },
  ],
} as unknown as Replay;

test('the main room has nothing of the breakouts, and each of them only its own', () => {
  expect(replayIn(replay, null)).toMatchObject({ clips: [main], people: replay.people, messages: [{ id: 1 }] });
  const [first, second] = replay.rooms;
  expect(replayIn(replay, 7)).toMatchObject({ clips: [inRoom], people: first?.people, chapters: first?.chapters });
  expect(replayIn(replay, 8)).toMatchObject({ clips: [elsewhere], people: second?.people });
  expect(replayIn(replay, 7).messages).toEqual([]);
  // A room that is not in it is none.
  expect(replayIn(replay, 9).clips).toEqual([main]);
});
