import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BlurError } from './blur-error.ts';
import type { BlurNews } from './blur-messages.ts';
import { BlurProcessor } from './blur-processor.ts';

const onTrouble = vi.fn();
let workers: FakeWorker[] = [];
/** What the next worker says once it is asked to be; null: it never says anything. */
let firstNews: BlurNews | null = { kind: 'ready' };

class FakeWorker {
  onmessage: ((event: { data: BlurNews }) => void) | null = null;
  onerror: ((event: { message: string }) => void) | null = null;
  readonly postMessage = vi.fn();
  readonly terminate = vi.fn();
  constructor() {
    workers.push(this);
    queueMicrotask(() => firstNews && this.onmessage?.({ data: firstNews }));
  }
}

const newTrack = (backgroundBlur: boolean[] = [], readyState = 'live') => ({
  readyState,
  stop: vi.fn(),
  getCapabilities: () => ({ backgroundBlur }),
  getConstraints: () => ({ width: 640 }),
  applyConstraints: vi.fn(async () => undefined),
});
const asTrack = (track: ReturnType<typeof newTrack>) => track as unknown as MediaStreamTrack;

beforeEach(() => {
  workers = [];
  firstNews = { kind: 'ready' };
  onTrouble.mockReset();
  vi.stubGlobal('Worker', FakeWorker);
  vi.stubGlobal('VideoFrame', class {});
  vi.stubGlobal('OffscreenCanvas', class {});
  vi.stubGlobal(
    'MediaStreamTrackProcessor',
    class {
      readable = 'frames in';
    },
  );
  vi.stubGlobal(
    'MediaStreamTrackGenerator',
    class {
      writable = 'frames out';
      stop = vi.fn();
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('frames go through the worker, and another track comes out', async () => {
  const processor = new BlurProcessor('open', onTrouble);
  await processor.init({ track: asTrack(newTrack()) });
  expect(workers[0]?.postMessage).toHaveBeenCalledWith({ readable: 'frames in', writable: 'frames out' }, [
    'frames in',
    'frames out',
  ]);
  expect(processor.processedTrack).toBeDefined();
});

test('another camera uses the same worker, and the track of the one before stops', async () => {
  const processor = new BlurProcessor('open', onTrouble);
  await processor.init({ track: asTrack(newTrack()) });
  const before = processor.processedTrack;
  await processor.restart({ track: asTrack(newTrack()) });
  expect(workers).toHaveLength(1);
  expect(before?.stop).toHaveBeenCalled();
  await processor.destroy();
  expect(workers[0]?.terminate).toHaveBeenCalled();
  expect(processor.processedTrack).toBeUndefined();
});

test('a camera that is off is left alone until it is on again', async () => {
  const processor = new BlurProcessor('open', onTrouble);
  await processor.init({ track: asTrack(newTrack([], 'ended')) });
  expect(processor.processedTrack).toBeUndefined();
  await processor.restart({ track: asTrack(newTrack()) });
  expect(processor.processedTrack).toBeDefined();
});

test('a system that can blur does it, without a worker, and stops when it is no longer wanted', async () => {
  const processor = new BlurProcessor('open', onTrouble);
  const track = newTrack([true, false]);
  await processor.init({ track: asTrack(track) });
  expect(track.applyConstraints).toHaveBeenLastCalledWith({ width: 640, backgroundBlur: { exact: true } });
  expect(workers).toHaveLength(0);
  await processor.destroy();
  expect(track.applyConstraints).toHaveBeenLastCalledWith({ width: 640, backgroundBlur: { exact: false } });
});

test('a model that does not load is said, and a camera that opened for it goes off again', async () => {
  firstNews = { kind: 'failed', why: 'No model: 404' };
  const opening = newTrack();
  await expect(new BlurProcessor('opening', onTrouble).init({ track: asTrack(opening) })).rejects.toThrow(BlurError);
  expect(opening.stop).toHaveBeenCalled();
  const open = newTrack();
  await expect(new BlurProcessor('open', onTrouble).init({ track: asTrack(open) })).rejects.toThrow(BlurError);
  expect(open.stop).not.toHaveBeenCalled();
  expect(onTrouble.mock.calls).toEqual([['failed'], ['failed']]);
  expect(workers.every(({ terminate }) => terminate.mock.calls.length === 1)).toBe(true);
});

test('a model that never comes is waited for, but not for ever', async () => {
  vi.useFakeTimers();
  firstNews = null;
  const starting = new BlurProcessor('open', onTrouble).init({ track: asTrack(newTrack()) });
  const outcome = expect(starting).rejects.toThrow('does not come');
  await vi.advanceTimersByTimeAsync(60_000);
  await outcome;
});

test.each(['failed', 'too_slow'] as const)('%s later on is said too', async (kind) => {
  await new BlurProcessor('open', onTrouble).init({ track: asTrack(newTrack()) });
  workers[0]?.onmessage?.({ data: kind === 'failed' ? { kind, why: 'lost' } : { kind } });
  expect(onTrouble).toHaveBeenCalledWith(kind);
});

test('without any way the camera does not open', async () => {
  vi.stubGlobal('MediaStreamTrackGenerator', undefined);
  const track = newTrack();
  await expect(new BlurProcessor('opening', onTrouble).init({ track: asTrack(track) })).rejects.toThrow(BlurError);
  expect(track.stop).toHaveBeenCalled();
});
