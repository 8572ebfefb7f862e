import { expect, test, vi } from 'vitest';
import { whenReady } from './when-ready.ts';

type Api = Parameters<typeof whenReady>[0];

/** As much of Excalidraw as is asked here. */
function fakeApi(isLoading: boolean) {
  let told: ((isLoading: boolean) => void) | null = null;
  const api = {
    getAppState: () => ({ isLoading }),
    onChange: (reader: (elements: [], state: { isLoading: boolean }) => void) => {
      told = (isLoading) => reader([], { isLoading });
      return () => {
        told = null;
      };
    },
  };
  return { api: api as unknown as Api, change: (isLoading: boolean) => told?.(isLoading) };
}

test('only once the scene stands, and once', () => {
  const run = vi.fn();
  const { api, change } = fakeApi(true);
  whenReady(api, run);
  change(true);
  expect(run).not.toHaveBeenCalled();
  change(false);
  change(false);
  expect(run).toHaveBeenCalledOnce();
});

test('at once where it stands already; never where it was called off', () => {
  const run = vi.fn();
  whenReady(fakeApi(false).api, run);
  expect(run).toHaveBeenCalledOnce();
  const { api, change } = fakeApi(true);
  whenReady(api, run)();
  change(false);
  expect(run).toHaveBeenCalledOnce();
});
