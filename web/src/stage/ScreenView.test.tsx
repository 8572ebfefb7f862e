// @vitest-environment jsdom

import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import * as api from '#api/screen.ts';
import { feedWith, participant, viewWith } from '#live/testing.ts';
import { ScreenView } from './ScreenView.tsx';

vi.mock('#api/screen.ts', () => ({ shareScreen: vi.fn(), stopOwnScreen: vi.fn(), stopScreenOf: vi.fn() }));
// The one of this tab has a connection to the server.
vi.mock('#screen/use-own-screen.ts', () => ({ useOwnScreen: () => ({ own: { stop: stopOwn } }) }));

const stopOwn = vi.fn();
const SIZE = { width: 1_920, height: 1_080 };
const BOX = { width: 960, height: 600 };

beforeEach(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  );
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {}, removeEventListener: () => {} }));
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(BOX.width);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(BOX.height);
  vi.spyOn(HTMLVideoElement.prototype, 'videoWidth', 'get').mockReturnValue(SIZE.width);
  vi.spyOn(HTMLVideoElement.prototype, 'videoHeight', 'get').mockReturnValue(SIZE.height);
});

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const newPicture = () => ({ attach: vi.fn(), detach: vi.fn() });
const feed = feedWith(viewWith({ participants: [participant(1), participant(2)] }, 'ongoing'));

function shown(picture = newPicture()) {
  render(<ScreenView feed={feed} participant={participant(1)} picture={picture} />);
  const view = screen.getByRole('group', { name: 'Screen of P1' });
  const video = view.querySelector('video') as HTMLVideoElement;
  /** Where the picture is seen, in pixels. */
  const place = () => {
    const [, left, top, scale] = /translate\((.*)px, (.*)px\) scale\((.*)\)/.exec(video.style.transform) ?? [];
    return { left: Number(left), top: Number(top), width: Number(scale) * Number.parseFloat(video.style.width) };
  };
  return { view, video, place, picture };
}

test('another one is shown whole, and its element is large, so that the sharpest is sent', () => {
  const { video, place, picture } = shown();
  expect(picture.attach).toHaveBeenCalledWith(video);
  expect(place()).toEqual({ left: 0, top: 30, width: 960 });
  expect(Number.parseFloat(video.style.width)).toBeGreaterThan(SIZE.width);
  cleanup();
  expect(picture.detach).toHaveBeenCalledWith(video);
});

test('before the first frame it has its place already: else the media engine would take it for out of sight, and send none', () => {
  vi.spyOn(HTMLVideoElement.prototype, 'videoWidth', 'get').mockReturnValue(0);
  const { place } = shown();
  expect(screen.getByText('The screen of P1 is coming …')).toBeDefined();
  expect(place()).toEqual({ left: 0, top: 30, width: 960 });
});

test('keys look closer, move about and show all again', () => {
  const { view, place } = shown();
  fireEvent.keyDown(view, { key: '+' });
  expect(place().width).toBeCloseTo(1_440);
  const { left } = place();
  fireEvent.keyDown(view, { key: 'ArrowRight' });
  expect(place().left).toBeCloseTo(left - 80);
  fireEvent.keyDown(view, { key: '-' });
  expect(place().width).toBeCloseTo(960);
  fireEvent.keyDown(view, { key: '=' });
  fireEvent.keyDown(view, { key: '0' });
  expect(place()).toEqual({ left: 0, top: 30, width: 960 });
});

test('keys that do nothing here are left to the room', () => {
  const onKeyDown = vi.fn();
  document.addEventListener('keydown', onKeyDown);
  const { view } = shown();
  fireEvent.keyDown(view, { key: 'ArrowRight' });
  fireEvent.keyDown(view, { key: 'm' });
  fireEvent.keyDown(view, { key: '0', ctrlKey: true });
  expect(onKeyDown.mock.calls.map(([{ key, defaultPrevented }]) => [key, defaultPrevented])).toEqual([
    ['ArrowRight', false],
    ['m', false],
    ['0', false],
  ]);
  document.removeEventListener('keydown', onKeyDown);
});

test('the stage around it does not hear of a key that moved the picture: its own arrows go from tile to tile', () => {
  const { view } = shown();
  const heard: string[] = [];
  // As the stage listens: itself, and not by React.
  const onKeyDown = ({ key }: KeyboardEvent) => heard.push(key);
  view.parentElement?.addEventListener('keydown', onKeyDown);
  fireEvent.keyDown(view, { key: 'ArrowRight' });
  fireEvent.keyDown(view, { key: '+' });
  fireEvent.keyDown(view, { key: 'ArrowRight' });
  expect(heard).toEqual(['ArrowRight']);
});

test('filling the window keeps the focus in it, and Escape leaves', () => {
  HTMLElement.prototype.showPopover = vi.fn();
  const { view } = shown();
  fireEvent.click(screen.getByRole('button', { name: 'Fill the window' }));
  expect(HTMLElement.prototype.showPopover).toHaveBeenCalledOnce();
  const last = screen.getByTitle('Back to its place');
  last.focus();
  fireEvent.keyDown(last, { key: 'Tab' });
  expect(document.activeElement).toBe(view);
  fireEvent.keyDown(view, { key: 'Tab', shiftKey: true });
  expect(document.activeElement).toBe(last);
  fireEvent.keyDown(last, { key: 'Escape' });
  expect(screen.getByRole('button', { name: 'Fill the window' })).toBeDefined();
});

test('one finger moves it, two fingers bring it closer', () => {
  // jsdom captures no pointers.
  HTMLElement.prototype.setPointerCapture = () => undefined;
  const { view, video, place } = shown();
  const box = video.parentElement as HTMLElement;
  const finger = (pointerId: number, clientX: number, clientY = 300) => ({ pointerId, clientX, clientY, button: 0 });
  fireEvent.pointerDown(box, finger(1, 430));
  fireEvent.pointerDown(box, finger(2, 530));
  fireEvent.pointerMove(box, finger(1, 380));
  fireEvent.pointerMove(box, finger(2, 580));
  expect(place().width).toBeCloseTo(2 * 960);
  fireEvent.pointerUp(box, finger(2, 580));
  const { left } = place();
  fireEvent.pointerMove(box, finger(1, 350));
  expect(place().left).toBeCloseTo(left - 30);
  fireEvent.pointerUp(box, finger(1, 350));
  fireEvent.pointerMove(box, finger(1, 100));
  expect(place().left).toBeCloseTo(left - 30);
  fireEvent.keyDown(view, { key: '0' });
});

test('buttons do the same, and say how close one is', () => {
  const { place } = shown();
  fireEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
  expect(place().width).toBeCloseTo(1_440);
  expect(screen.getByRole('button', { name: 'Show all of it' }).textContent).toBe('150 %');
  fireEvent.click(screen.getByRole('button', { name: 'Show all of it' }));
  expect(place().width).toBeCloseTo(960);
});

test('the wheel looks closer at what is under the pointer, and the page stays where it is', () => {
  const { video, place } = shown();
  const event = new WheelEvent('wheel', {
    deltaY: -400,
    clientX: 0,
    clientY: 30,
    bubbles: true,
    cancelable: true,
  });
  fireEvent(video.parentElement as HTMLElement, event);
  expect(event.defaultPrevented).toBe(true);
  expect(place().width).toBeGreaterThan(1_500);
  expect(place().left).toBeCloseTo(0);
});

test('a second click on the same place looks closer, and another two show all', () => {
  const { video, place } = shown();
  const box = video.parentElement as HTMLElement;
  fireEvent.doubleClick(box, { clientX: 480, clientY: 300 });
  expect(place().width).toBeCloseTo(SIZE.width);
  fireEvent.doubleClick(box, { clientX: 480, clientY: 300 });
  expect(place().width).toBeCloseTo(960);
});

test('who runs the class stops it from here; others find no such button', async () => {
  shown();
  expect(screen.queryByRole('button', { name: 'Stop the screen of P1' })).toBeNull();
  cleanup();
  vi.mocked(api.stopScreenOf).mockResolvedValue({ message: 'Screen sharing stopped' });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ScreenView
        feed={feedWith({ ...feed.view, role: 'cohost' })}
        participant={participant(1)}
        picture={newPicture()}
      />
    </QueryClientProvider>,
  );
  fireEvent.click(screen.getByRole('button', { name: 'Stop the screen of P1' }));
  await vi.waitFor(() => expect(api.stopScreenOf).toHaveBeenCalledWith(feed.view.session.id, 10));
});

test('the own one is a note with a small picture, and can be stopped there', () => {
  render(
    <MantineProvider env="test" forceColorScheme="dark">
      <ScreenView feed={feed} participant={participant(2)} picture={newPicture()} />
    </MantineProvider>,
  );
  expect(screen.getByText('You are sharing your screen')).toBeDefined();
  expect(screen.queryByRole('toolbar')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Stop sharing' }));
  expect(stopOwn).toHaveBeenCalledOnce();
});
