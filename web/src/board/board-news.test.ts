import type { SessionEvent } from '@lectern/contract';
import { expect, test } from 'vitest';
import { newsOf } from './board-news.ts';

const event = (changes: Pick<SessionEvent, 'type' | 'data'>, actor_id: number | null = 1) =>
  ({ seq: 9, at: '2026-01-01T10:00:00.000Z', actor_id, ...changes }) as SessionEvent;

test('that another person turned to a page or added one is news, and nothing else', () => {
  const opened = { type: 'board.page_opened', data: { page_id: 12 } } as const;
  expect(newsOf(event(opened), 2)).toBe('opened');
  expect(newsOf(event(opened, 2), 2)).toBeNull();
  expect(newsOf(event({ type: 'board.page_added', data: { page: { id: 14, name: '' } } }), 2)).toBe('added');
  expect(newsOf(event({ type: 'board.page_renamed', data: { page_id: 12, name: 'x' } }), 2)).toBeNull();
});
