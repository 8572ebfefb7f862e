import type { Booking } from '@lectern/contract';
import { expect, test } from 'vitest';
import { RequestMemory } from './new-requests.ts';

const booking = (id: number, changes: Partial<Booking> = {}): Booking => ({
  id,
  session_id: 7,
  user: { id, first_name: 'Ada', last_name: 'Byron', username: `ada${id}` },
  status: 'pending',
  message: '',
  created_at: '2026-01-01T10:00:00.000Z',
  decided_at: null,
  ...changes,
});

test('only requests that come later are new, and each only once', () => {
  const memory = new RequestMemory([booking(1), booking(2, { status: 'approved' })]);
  expect(memory.takeNew([booking(1), booking(3)]).map((one) => one.id)).toEqual([3]);
  expect(memory.takeNew([booking(1), booking(3)])).toEqual([]);
});

test('whoever takes a request back and asks again has asked anew', () => {
  const memory = new RequestMemory([booking(1)]);
  expect(memory.takeNew([booking(1, { status: 'withdrawn' })])).toEqual([]);
  expect(memory.takeNew([booking(1, { created_at: '2026-01-01T10:05:00.000Z' })])).toHaveLength(1);
});
