import type { Moderation } from '@lectern/contract';
import { expect, test } from 'vitest';
import { moderationWith } from '#live/testing.ts';
import { drawersOf } from './drawers.ts';
import { threePages, viewOf } from './testing-view.ts';

const locked = moderationWith({ locks: ['board'] });
const one = { ...locked, exemptions: [{ account_id: 3, rights: ['board' as const] }] };
const other = { ...locked, exemptions: [{ account_id: 3, rights: ['hand' as const] }] };

test.each([
  ['nothing is locked', moderationWith(), false, 'all'],
  ['unlocked, whoever is exempt', { ...one, locks: [] }, false, 'all'],
  ['locked', locked, false, 'hosts'],
  ['locked, and exempt from another lock', other, false, 'hosts'],
  ['locked, but for one', one, false, 'some'],
  ['locked, and a host is about to name some', locked, true, 'some'],
] satisfies [string, Moderation, boolean, string][])('%s', (_what, moderation, naming, drawers) => {
  expect(drawersOf(viewOf(threePages(), { moderation }), naming)).toBe(drawers);
});
