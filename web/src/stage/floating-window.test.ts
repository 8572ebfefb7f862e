// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { canFloat, float, floatingWindow, isFloating, subscribeFloating, unfloat } from './floating-window.ts';

/** A small window as the browser gives it: another document, which can be closed from either side. */
function smallWindow() {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const opened = frame.contentWindow as Window;
  opened.close = () => {
    opened.dispatchEvent(new Event('pagehide'));
    frame.remove();
  };
  return opened;
}

const requestWindow = vi.fn<(size: { width: number; height: number }) => Promise<Window>>();

beforeEach(() => {
  requestWindow.mockReset().mockImplementation(async () => smallWindow());
  window.documentPictureInPicture = { requestWindow };
  document.head.innerHTML = '<style>p { color: red }</style><title>Algebra</title>';
  document.documentElement.setAttribute('data-mantine-color-scheme', 'dark');
});
afterEach(() => {
  unfloat();
  delete window.documentPictureInPicture;
});

test('a small window opens with the looks of the page, once, and can be closed from here', async () => {
  const told = vi.fn();
  const stop = subscribeFloating(told);
  await float();
  await float();
  expect(requestWindow).toHaveBeenCalledTimes(1);
  const small = floatingWindow()?.document;
  expect(small?.querySelector('style')?.textContent).toContain('color: red');
  expect(small?.documentElement.dataset.mantineColorScheme).toBe('dark');
  expect(small?.title).toBe('Algebra');
  expect(told).toHaveBeenCalledTimes(1);
  unfloat();
  expect(isFloating()).toBe(false);
  expect(told).toHaveBeenCalledTimes(2);
  stop();
});

test('closed by the person, it is gone here as well', async () => {
  await float();
  floatingWindow()?.dispatchEvent(new Event('pagehide'));
  expect(floatingWindow()).toBeNull();
});

test('where the browser refuses, the stage stays where it is', async () => {
  requestWindow.mockRejectedValue(new DOMException('', 'NotAllowedError'));
  await float();
  expect(isFloating()).toBe(false);
});

test('a browser that has no such windows is not offered one', () => {
  expect(canFloat()).toBe(true);
  delete window.documentPictureInPicture;
  expect(canFloat()).toBe(false);
});
