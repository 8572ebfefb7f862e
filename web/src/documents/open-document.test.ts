// @vitest-environment jsdom

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDocument } from './open-document.ts';

interface Told {
  onSynced: (event: { state: boolean }) => void;
  onUnsyncedChanges: () => void;
  onAuthenticationFailed: (event: { reason: string }) => void;
}

/** The library's part of a document, which does nothing by itself. */
class Provider {
  static made: Provider[] = [];
  readonly configuration = {
    name: '',
    websocketProvider: { status: 'connected', configuration: { providerMap: new Map() } },
  };
  readonly told: Told;
  readonly attach = vi.fn();
  readonly onOpen = vi.fn();
  readonly destroy = vi.fn();
  isAuthenticated = true;
  unsyncedChanges = 0;

  constructor(told: Told) {
    this.told = told;
    Provider.made.push(this);
  }

  change(unsynced: number): void {
    this.unsyncedChanges = unsynced;
    this.told.onUnsyncedChanges();
  }
}

vi.mock('@hocuspocus/provider', () => ({
  get HocuspocusProvider() {
    return Provider;
  },
  HocuspocusProviderWebsocket: class {
    destroy() {}
  },
}));

beforeEach(() => {
  Provider.made = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

function opened(name: string) {
  const document = openDocument(name);
  const provider = Provider.made.at(-1);
  if (!provider) throw new Error('No provider was made');
  provider.told.onSynced({ state: true });
  return { document, provider };
}

test('whoever leaves with all saved leaves nothing behind', () => {
  const { document, provider } = opened('page/1');
  document.close();
  expect(provider.destroy).toHaveBeenCalledOnce();
});

test('what is not saved yet stays for whoever comes back, and is let go of once it is saved', () => {
  const { document, provider } = opened('page/2');
  provider.change(3);
  document.close();
  expect(provider.destroy).not.toHaveBeenCalled();
  const again = openDocument('page/2');
  expect(again.doc).toBe(document.doc);
  // Somebody looks at it again: being saved does not end it.
  provider.change(0);
  expect(provider.destroy).not.toHaveBeenCalled();
  provider.change(1);
  again.close();
  provider.change(0);
  expect(provider.destroy).toHaveBeenCalledOnce();
});

test('what cannot be saved is given up after a while', () => {
  const { document, provider } = opened('page/3');
  provider.change(1);
  document.close();
  vi.advanceTimersByTime(4 * 60_000);
  expect(provider.destroy).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2 * 60_000);
  expect(provider.destroy).toHaveBeenCalledOnce();
});

test('whoever has lost their stay asks again, with all that they wrote; whoever may not read it gives up', () => {
  const { document, provider } = opened('page/4');
  provider.told.onAuthenticationFailed({ reason: 'not_in_session' });
  vi.advanceTimersByTime(2_000);
  expect(provider.onOpen).toHaveBeenCalledOnce();
  expect(document.getState()).toMatchObject({ state: 'synced' });
  provider.told.onAuthenticationFailed({ reason: 'session_not_found' });
  expect(document.getState()).toMatchObject({ state: 'refused', reason: 'session_not_found' });
  expect(provider.destroy).toHaveBeenCalledOnce();
  document.close();
});
