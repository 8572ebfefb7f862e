// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, prefer } from '#settings/preferences.ts';
import { useShortcut } from './actions.ts';
import { useKeyboard } from './use-keyboard.ts';

afterEach(cleanup);
beforeEach(() => prefer(DEFAULTS));

const talk = vi.fn();
const chat = vi.fn();

function Room() {
  useKeyboard(talk);
  useShortcut('chat', chat);
  return (
    <>
      <input aria-label="message" />
      <button type="button">press me</button>
      <div role="dialog" aria-label="other" />
    </>
  );
}

const down = (element: Element, key: string, code = `Key${key.toUpperCase()}`) =>
  fireEvent.keyDown(element, { key, code });
const up = (element: Element, code: string) => fireEvent.keyUp(element, { code });

beforeEach(() => {
  talk.mockReset();
  chat.mockReset();
  render(<Room />);
});

test('a key does what the part of the page that is shown says', () => {
  down(document.body, 'c');
  down(screen.getByRole('button'), 'c');
  expect(chat).toHaveBeenCalledTimes(2);
  cleanup();
  down(document.body, 'c');
  expect(chat).toHaveBeenCalledTimes(2);
});

test('not while one types, and not once turned off', () => {
  down(screen.getByRole('textbox'), 'c');
  prefer({ shortcuts: false });
  down(document.body, 'c');
  down(document.body, ' ', 'Space');
  expect(chat).not.toHaveBeenCalled();
  expect(talk).not.toHaveBeenCalled();
});

test('Space held is talk, once, until it is let go of, wherever that is', () => {
  down(document.body, ' ', 'Space');
  fireEvent.keyDown(document.body, { key: ' ', code: 'Space', repeat: true });
  expect(talk.mock.calls).toEqual([[true]]);
  up(screen.getByRole('textbox'), 'Space');
  expect(talk.mock.calls).toEqual([[true], [false]]);
});

test('whoever goes to another window while they hold it talks no more', () => {
  down(document.body, ' ', 'Space');
  fireEvent.blur(window);
  expect(talk).toHaveBeenLastCalledWith(false);
  up(document.body, 'Space');
  expect(talk).toHaveBeenCalledTimes(2);
});

test('on a button Space presses the button', () => {
  down(screen.getByRole('button'), ' ', 'Space');
  expect(talk).not.toHaveBeenCalled();
});

test('push to talk goes on where the single keys are turned off', () => {
  prefer({ shortcuts: false, push_to_talk: true });
  down(document.body, ' ', 'Space');
  expect(talk).toHaveBeenCalledWith(true);
});
