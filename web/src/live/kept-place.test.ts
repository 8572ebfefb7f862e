// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { forgetPlace, keepPanel, keepPlace, panelBeforeReload, wasInsideBeforeReload } from './kept-place.ts';
import { wasReloaded } from './this-tab.ts';

vi.mock('./this-tab.ts', () => ({ wasReloaded: vi.fn(() => true) }));

beforeEach(() => {
  sessionStorage.clear();
  vi.mocked(wasReloaded).mockReturnValue(true);
});

test('place and panel are there after loading the page again, of that session', () => {
  keepPlace(7);
  keepPanel('chat');
  expect([wasInsideBeforeReload(7), panelBeforeReload(7)]).toEqual([true, 'chat']);
  expect([wasInsideBeforeReload(8), panelBeforeReload(8)]).toEqual([false, null]);
  keepPanel(null);
  expect(panelBeforeReload(7)).toBeNull();
});

test('whoever left, and a copy of the tab, begin anew', () => {
  keepPlace(7);
  keepPanel('chat');
  vi.mocked(wasReloaded).mockReturnValue(false);
  expect([wasInsideBeforeReload(7), panelBeforeReload(7)]).toEqual([false, null]);
  vi.mocked(wasReloaded).mockReturnValue(true);
  forgetPlace();
  keepPlace(7);
  expect(panelBeforeReload(7)).toBeNull();
});
