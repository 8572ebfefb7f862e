// @vitest-environment jsdom
import type { Poll } from '@lectern/contract';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { feedWith, roomWith, viewWith } from '#live/testing.ts';
import { Announcer } from '#ui/announcer.tsx';
import { pollWith, TestTheme } from './testing.tsx';
import { usePollNews } from './use-poll-news.ts';

afterEach(cleanup);

const feedOf = (polls: Poll[], role: 'host' | 'member' = 'member') =>
  feedWith(
    viewWith({
      role,
      room: roomWith({ polls }),
    }),
  );

function News({ feed }: { feed: ReturnType<typeof feedOf> }) {
  const { waiting } = usePollNews(feed);
  return (
    <TestTheme>
      <output>{waiting}</output>
      <Announcer />
    </TestTheme>
  );
}

const waiting = () => screen.getAllByRole('status')[0]?.textContent;
const said = () => screen.getAllByRole('status')[1]?.textContent;

test('counts what waits for an answer, and says aloud what is new', () => {
  const { rerender } = render(<News feed={feedOf([pollWith({ id: 1 })])} />);
  expect(waiting()).toBe('1');
  expect(said()).toBe('');
  rerender(<News feed={feedOf([pollWith({ id: 1, my_option: 0 }), pollWith({ id: 2, question: 'Too fast?' })])} />);
  expect(waiting()).toBe('1');
  expect(said()).toBe('New poll: Too fast?');
  rerender(
    <News
      feed={feedOf([pollWith({ id: 1, my_option: 0 }), pollWith({ id: 2, status: 'shown', question: 'Too fast?' })])}
    />,
  );
  expect(waiting()).toBe('0');
  expect(said()).toContain('result');
});

test('the host, who asks, is told nothing', () => {
  render(<News feed={feedOf([pollWith({ id: 1 })], 'host')} />);
  expect(waiting()).toBe('0');
});
