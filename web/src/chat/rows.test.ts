import { expect, test } from 'vitest';
import { person } from '#live/testing.ts';
import type { Pending } from './kept-outbox.ts';
import { type Row, toRows } from './rows.ts';
import { messageWith } from './testing.ts';

const at = (time: string) => `2026-01-01T${time}:00.000Z`;
const told = (rows: readonly Row[]) =>
  rows.map((row) => {
    if (row.kind === 'day' || row.kind === 'new') return row.kind;
    return `${row.leads ? 'leads ' : ''}${row.kind === 'message' ? row.message.id : row.pending.key}`;
  });
const nothing = { messages: [], pending: [], keys: new Map<number, string>(), account_id: 2, read_until: null };
const pending = (key: string, changes: Partial<Pending> = {}): Pending => ({
  key,
  text: 'a',
  to: null,
  reply_to: null,
  attachments: [],
  at: Date.parse(at('10:20')),
  tried: true,
  state: 'sending',
  error: null,
  became: null,
  answered: false,
  ...changes,
});

test('an author is named once for what follows within minutes', () => {
  const rows = toRows({
    ...nothing,
    messages: [
      messageWith(1, { sent_at: at('10:00') }),
      messageWith(2, { sent_at: at('10:02') }),
      messageWith(3, { sent_at: at('10:10') }),
      messageWith(4, { sent_at: at('10:11'), user: person(3) }),
      messageWith(5, { sent_at: at('10:12'), user: person(3), to: person(1) }),
    ],
  });
  expect(told(rows)).toEqual(['day', 'leads 1', '2', 'leads 3', 'leads 4', 'leads 5']);
});

test('a new day is told', () => {
  const messages = [messageWith(1), messageWith(2, { sent_at: '2026-01-03T10:00:00.000Z' })];
  expect(told(toRows({ ...nothing, messages }))).toEqual(['day', 'leads 1', 'day', 'leads 2']);
});

test('a mark stands before the first unread message of somebody else', () => {
  const messages = [messageWith(1), messageWith(2, { user: person(2) }), messageWith(3), messageWith(4)];
  expect(told(toRows({ ...nothing, messages, read_until: 1 }))).toEqual([
    'day',
    'leads 1',
    'leads 2',
    'new',
    'leads 3',
    '4',
  ]);
  expect(told(toRows({ ...nothing, messages, read_until: 4 }))).not.toContain('new');
});

test('what is on its way comes last, and stays the same row when it is acknowledged', () => {
  const messages = [messageWith(1, { sent_at: at('10:18'), user: person(2) })];
  const before = toRows({ ...nothing, messages, pending: [pending('x'), pending('y')] });
  expect(told(before)).toEqual(['day', 'leads 1', 'x', 'y']);
  const became = messageWith(2, { user: person(2), sent_at: at('10:20') });
  const keys = new Map([[2, 'x']]);
  const answered = toRows({
    ...nothing,
    messages,
    keys,
    pending: [pending('x', { became, answered: true }), pending('y')],
  });
  const listed = toRows({
    ...nothing,
    messages: [...messages, became],
    keys,
    pending: [pending('x', { became }), pending('y')],
  });
  expect(answered.map((row) => row.key)).toEqual(before.map((row) => row.key));
  expect(listed).toEqual(answered);
});
