import { BookingStatus, RecordingState } from '@lectern/contract';
import { expect, test } from 'vitest';
import { type MayOfRecording, mayWithRecording, type RecordingFacts } from './policy.ts';

const NOW = new Date('2026-05-01T10:00:00Z');
const BEFORE = new Date('2026-05-01T09:59:59.999Z');
const AFTER = new Date('2026-05-01T10:00:00.001Z');

const CREATOR = 1;
const PEOPLE = {
  creator: { actor: { id: CREATOR, is_admin: false }, booking: null },
  admin: { actor: { id: 2, is_admin: true }, booking: null },
  'approved admin': { actor: { id: 2, is_admin: true }, booking: 'approved' },
  approved: { actor: { id: 3, is_admin: false }, booking: 'approved' },
  pending: { actor: { id: 4, is_admin: false }, booking: 'pending' },
  rejected: { actor: { id: 5, is_admin: false }, booking: 'rejected' },
  withdrawn: { actor: { id: 6, is_admin: false }, booking: 'withdrawn' },
  stranger: { actor: { id: 7, is_admin: false }, booking: null },
} as const satisfies Record<string, { actor: { id: number; is_admin: boolean }; booking: BookingStatus | null }>;

const READY: RecordingFacts = {
  state: 'ready',
  creator_id: CREATOR,
  shared_with: 'nobody',
  shared_until: null,
  downloads_shared: false,
  deleted_at: null,
};

const said = ({ see, watch, download, manage }: MayOfRecording) =>
  [see && 'see', watch && 'watch', download && 'download', manage && 'manage'].filter(Boolean).join(' ');

function rows(facts: Partial<RecordingFacts>): Record<string, string> {
  const may = (name: keyof typeof PEOPLE) =>
    said(mayWithRecording(PEOPLE[name].actor, PEOPLE[name].booking, { ...READY, ...facts }, NOW));
  const names = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];
  return Object.fromEntries(names.map((name) => [name, may(name)]));
}

const ALL = 'see watch download manage';
const hosts = (rights: string) => ({ creator: rights, admin: rights, 'approved admin': rights });
const others = { approved: '', pending: '', rejected: '', withdrawn: '', stranger: '' };

test('shared with nobody, it is the creator’s and the admins’', () => {
  expect(rows({})).toEqual({ ...others, ...hosts(ALL) });
  expect(rows({ downloads_shared: true })).toEqual({ ...others, ...hosts(ALL) });
});

test('shared, who was approved watches it, until then, and downloads it where that is shared too', () => {
  const shared = { shared_with: 'participants' } as const;
  expect(rows(shared)).toEqual({ ...others, ...hosts(ALL), approved: 'see watch' });
  expect(rows({ ...shared, downloads_shared: true })).toMatchObject({ approved: 'see watch download', stranger: '' });
  expect(rows({ ...shared, shared_until: AFTER })).toMatchObject({ approved: 'see watch' });
  expect(rows({ ...shared, shared_until: NOW })).toMatchObject({ approved: '', creator: ALL });
  expect(rows({ ...shared, shared_until: BEFORE, downloads_shared: true })).toMatchObject({ approved: '' });
});

test('what is not ready is seen by who manages it, and watched by nobody', () => {
  for (const state of RecordingState.options.filter((one) => one !== 'ready')) {
    const shared = { state, shared_with: 'participants', downloads_shared: true } as const;
    expect(rows(shared), state).toEqual({ ...others, ...hosts('see manage') });
  }
});

test('a deleted one is not there, for anybody', () => {
  for (const state of RecordingState.options) {
    const deleted = { state, shared_with: 'participants', downloads_shared: true, deleted_at: BEFORE } as const;
    expect(rows(deleted), state).toEqual({ ...others, ...hosts('') });
  }
});

test('every kind of booking is in the table', () => {
  const bookings = Object.values(PEOPLE).map(({ booking }) => booking);
  expect([...new Set(bookings.filter((one) => one !== null))].sort()).toEqual([...BookingStatus.options].sort());
});
