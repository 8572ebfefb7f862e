import { expect, test } from 'vitest';
import { isTalkKey, type KeyPress, shortcutFor } from './shortcuts.ts';

const press = (key: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: key === ' ' ? 'Space' : `Key${key.toUpperCase()}`,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  defaultPrevented: false,
  ...changes,
});

test.each([
  ['m', 'microphone'],
  ['V', 'camera'],
  ['h', 'hand'],
  ['c', 'chat'],
  ['p', 'participants'],
  ['b', 'board'],
  ['s', 'screen'],
  ['?', 'help'],
  ['x', null],
  ['Shift', null],
  ['Enter', null],
] as const)('%s: %s', (key, shortcut) => {
  expect(shortcutFor(press(key), 'free')).toBe(shortcut);
  expect(shortcutFor(press(key), 'pressable')).toBe(shortcut);
});

test('while one types, in a menu or a dialog, keys are left alone', () => {
  expect(shortcutFor(press('m'), 'taken')).toBeNull();
  expect(isTalkKey(press(' '), 'taken')).toBe(false);
});

test.each(['ctrlKey', 'metaKey', 'altKey', 'isComposing', 'repeat', 'defaultPrevented'] as const)(
  'with %s it is another key',
  (what) => {
    expect(shortcutFor(press('m', { [what]: true }), 'free')).toBeNull();
  },
);

test('on a keyboard of other letters, the place of the key counts', () => {
  expect(shortcutFor(press('ь', { code: 'KeyM' }), 'free')).toBe('microphone');
  expect(shortcutFor(press('é', { code: 'Digit2' }), 'free')).toBeNull();
  // On a French keyboard M is where others have a semicolon, and a comma is at M's place.
  expect(shortcutFor(press('m', { code: 'Semicolon' }), 'free')).toBe('microphone');
  expect(shortcutFor(press(',', { code: 'KeyM' }), 'free')).toBeNull();
});

test('Space talks, and still does while the browser repeats it, but never where it would press a button', () => {
  expect(isTalkKey(press(' '), 'free')).toBe(true);
  expect(isTalkKey(press(' ', { repeat: true }), 'free')).toBe(true);
  expect(isTalkKey(press(' '), 'pressable')).toBe(false);
  expect(isTalkKey(press(' ', { ctrlKey: true }), 'free')).toBe(false);
});
