// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test } from 'vitest';
import { person } from '#live/testing.ts';
import { type ChatFrame, ChatFrameContext } from './chat-frame.ts';
import { MessageText } from './MessageText.tsx';

afterEach(cleanup);

const frame: ChatFrame = {
  account_id: 2,
  host_id: 1,
  may_write: true,
  may_remove_all: false,
  acts: null,
  nameOf: String,
  userOf: person,
  find: () => undefined,
  subscribe: () => () => undefined,
  jump: () => undefined,
};
const inChat = (child: ReactNode) => render(<ChatFrameContext value={frame}>{child}</ChatFrameContext>);

test('markup is text, and only addresses of the web are links', () => {
  const text = '<img src=x onerror=alert(1)> https://example.org. javascript:alert(1)';
  const { container } = inChat(<MessageText text={text} mentions={[]} />);
  expect(container.textContent).toBe(text);
  expect(container.querySelector('img')).toBeNull();
  const [link, ...others] = screen.getAllByRole('link');
  expect(others).toEqual([]);
  expect(link?.getAttribute('href')).toBe('https://example.org/');
  expect(link?.getAttribute('rel')).toBe('noopener noreferrer nofollow');
  expect(link?.getAttribute('target')).toBe('_blank');
});

test('who is meant is shown by name, oneself more strongly', () => {
  inChat(<MessageText text="@p1 and @p2" mentions={[person(1), person(2)]} />);
  expect(screen.getByText('@P1').hasAttribute('data-me')).toBe(false);
  expect(screen.getByText('@P2').hasAttribute('data-me')).toBe(true);
});

test('each message goes its own direction', () => {
  const { container } = inChat(<MessageText text="مرحبا" mentions={[]} />);
  expect(container.querySelector('[dir=auto]')).not.toBeNull();
});
