// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OwnDevice } from '#live/own-device.ts';
import { DeviceToggle } from './DeviceToggle.tsx';

afterEach(cleanup);

const { state: device } = new OwnDevice('microphone', () => undefined);
const onWant = vi.fn();
const onHold = vi.fn();
beforeEach(() => {
  onWant.mockReset();
  onHold.mockReset();
});

test('pressed, it wants the other of on and off, and names its key where there is one', () => {
  render(<DeviceToggle kind="microphone" device={device} onWant={onWant} keyed />);
  const button = screen.getByRole('button', { name: 'Turn on microphone' });
  expect(button.getAttribute('aria-keyshortcuts')).toBe('M');
  fireEvent.click(button);
  expect(onWant).toHaveBeenCalledWith(true);
});

test('locked, it says why, and wants nothing', () => {
  render(<DeviceToggle kind="microphone" device={{ ...device, held: 'locked' }} onWant={onWant} />);
  const button = screen.getByRole('button');
  expect(button.getAttribute('aria-description')).toBe('The host has locked microphones');
  fireEvent.click(button);
  expect(onWant).not.toHaveBeenCalled();
});

test('to be held, it is on while a finger or a key holds it, and no click follows', () => {
  render(<DeviceToggle kind="microphone" device={device} onWant={onWant} onHold={onHold} />);
  const button = screen.getByRole('button', { name: 'Hold to talk' });
  fireEvent.pointerDown(button, { button: 0 });
  fireEvent.pointerUp(button);
  fireEvent.click(button, { detail: 1 });
  expect(onHold.mock.calls).toEqual([[true], [false]]);
  fireEvent.keyDown(button, { key: ' ' });
  fireEvent.keyDown(button, { key: ' ', repeat: true });
  fireEvent.keyUp(button, { key: ' ' });
  expect(onHold.mock.calls.slice(2)).toEqual([[true], [false]]);
  expect(onWant).not.toHaveBeenCalled();
});

test('to be held and locked, it does not talk', () => {
  render(<DeviceToggle kind="microphone" device={{ ...device, held: 'locked' }} onWant={onWant} onHold={onHold} />);
  fireEvent.pointerDown(screen.getByRole('button'), { button: 0 });
  expect(onHold).not.toHaveBeenCalled();
});

test('who presses without a finger or a key, as a screen reader does, turns it on and off', () => {
  render(<DeviceToggle kind="microphone" device={device} onWant={onWant} onHold={onHold} />);
  fireEvent.click(screen.getByRole('button'), { detail: 0 });
  expect(onWant).toHaveBeenCalledWith(true);
});
