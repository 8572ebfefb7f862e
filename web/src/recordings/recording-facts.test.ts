import { expect, test } from 'vitest';
import { fileSize } from '#ui/file-size.ts';
import { dayOf, endOfDay } from './keep-until.ts';
import { recordingActs } from './recording-acts.ts';
import { lengthText, recordingTitle, sharingNow } from './recording-facts.ts';

test('it is called by its own title, or else its session’s', () => {
  const session = { id: 1, title: 'Algebra' };
  expect(recordingTitle({ title: '', session })).toBe('Algebra');
  expect(recordingTitle({ title: 'Part two', session })).toBe('Part two');
});

test.each([
  [0, '0 bytes'],
  [812, '812 bytes'],
  [2_400_000, '2.4 MB'],
  [812_400_000, '812 MB'],
  [1_240_000_000, '1.2 GB'],
  [5e15, '5,000 TB'],
])('%d bytes are %s', (bytes, text) => expect(fileSize(bytes, 'en')).toBe(text));

test.each([
  [0.2, '0:01'],
  [59.6, '1:00'],
  [3_587.4, '59:47'],
  [3_600, '1:00:00'],
])('%d seconds are %s', (seconds, text) => expect(lengthText(seconds)).toBe(text));

test('a share that has run out is told as such', () => {
  const now = Date.parse('2026-05-01T00:00:00Z');
  const sharing = { with: 'participants', until: '2026-04-30T00:00:00.000Z', downloads: false } as const;
  expect(sharingNow({ sharing }, now)).toBe('past');
  expect(sharingNow({ sharing: { ...sharing, until: '2026-06-01T00:00:00.000Z' } }, now)).toBe('until');
  expect(sharingNow({ sharing: { ...sharing, until: null } }, now)).toBe('participants');
  expect(sharingNow({ sharing: { ...sharing, with: 'nobody' } }, now)).toBe('nobody');
});

test('a day is kept to its end, and read back as the same day', () => {
  const end = endOfDay('2026-05-01');
  expect(end?.getHours()).toBe(23);
  expect(dayOf(end?.toISOString() ?? '')).toBe('2026-05-01');
  for (const wrong of ['', '2026', 'soon', '2026-13-40']) expect(endOfDay(wrong), wrong).toBeNull();
});

test('who may only watch can do nothing else; who may download can do that; who manages can do all that the state allows', () => {
  const acts = (state: Parameters<typeof recordingActs>[0]['state'], download: boolean, manage: boolean) =>
    recordingActs({ state, may: { download, manage } });
  expect(acts('ready', false, false)).toEqual([]);
  expect(acts('ready', true, false)).toEqual(['download']);
  expect(acts('ready', true, true)).toEqual(['rename', 'share', 'keep', 'download', 'delete']);
  expect(acts('recording', true, true)).toEqual(['rename']);
  expect(acts('failed', true, true)).toEqual(['rename', 'delete']);
  expect(acts('expired', true, true)).toEqual(['delete']);
});
