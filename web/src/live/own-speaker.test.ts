import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, prefer, preferences } from '#settings/preferences.ts';
import type { MediaConnection } from './media-connection.ts';
import { OwnSpeaker } from './own-speaker.ts';

const BUILT_IN = { id: 'built-in', label: 'Built-in' };
const HEADSET = { id: 'headset', label: 'Headset' };
const playThrough = vi.fn(async () => undefined);
const connection = { playThrough } as unknown as MediaConnection;

beforeEach(() => {
  prefer(DEFAULTS);
  playThrough.mockClear();
});

function speakerOf(...choices: { id: string; label: string }[]) {
  const speaker = new OwnSpeaker(() => undefined);
  speaker.offer(choices);
  speaker.bind(connection);
  return speaker;
}

test('who has chosen nothing hears through what the system uses', () => {
  const speaker = speakerOf(BUILT_IN, HEADSET);
  expect(speaker.state).toEqual({ used: null, news: null });
  expect(playThrough).not.toHaveBeenCalled();
});

test('what was chosen is used, kept, and used by the next connection too', () => {
  const speaker = speakerOf(BUILT_IN, HEADSET);
  speaker.choose(HEADSET.id);
  expect(speaker.state.used).toEqual(HEADSET);
  expect(preferences().speaker_id).toBe(HEADSET.id);
  playThrough.mockClear();
  speaker.bind(null);
  speaker.bind(connection);
  expect(playThrough).toHaveBeenCalledWith(HEADSET.id);
});

test('what is pulled out is replaced, said so, and used again when it is back and wished for', () => {
  prefer({ speaker_id: HEADSET.id });
  const speaker = speakerOf(BUILT_IN, HEADSET);
  speaker.offer([BUILT_IN]);
  expect(speaker.state).toMatchObject({ used: BUILT_IN, news: { kind: 'fell_back', lost: 'Headset' } });
  expect(playThrough).toHaveBeenLastCalledWith(BUILT_IN.id);
  speaker.dismissNews();
  expect(speaker.state.news).toMatchObject({ seen: true });
  speaker.offer([BUILT_IN, HEADSET]);
  expect(speaker.state).toMatchObject({ used: BUILT_IN, news: { kind: 'back', id: HEADSET.id } });
  speaker.comeBack();
  expect(speaker.state).toEqual({ used: HEADSET, news: null });
});

test('who stays with the other one is not asked again', () => {
  prefer({ speaker_id: HEADSET.id });
  const speaker = speakerOf(BUILT_IN, HEADSET);
  speaker.offer([BUILT_IN]);
  speaker.offer([BUILT_IN, HEADSET]);
  speaker.dismissNews();
  speaker.offer([BUILT_IN, HEADSET]);
  expect(speaker.state).toEqual({ used: BUILT_IN, news: null });
});
