// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, parsePreferences, prefer, preferences, subscribePreferences } from './preferences.ts';

beforeEach(() => prefer(DEFAULTS));

test('what was chosen is kept for the next time', () => {
  prefer({ camera_id: 'front', quality: 'high' });
  expect(preferences()).toEqual({ ...DEFAULTS, camera_id: 'front', quality: 'high' });
  expect(parsePreferences(localStorage.getItem('lectern-preferences'))).toEqual(preferences());
});

test.each([null, '', 'no json', '7', 'null', '[]'])('%j is as by default', (text) => {
  expect(parsePreferences(text)).toEqual(DEFAULTS);
});

test('what is not understood is as by default, the rest is kept', () => {
  const kept = JSON.stringify({ mirrored: false, quality: 'enormous', camera_id: 3, data_saver: 'audio_only', new: 1 });
  expect(parsePreferences(kept)).toEqual({ ...DEFAULTS, mirrored: false, data_saver: 'audio_only' });
});

test('whoever reads them is told, also of what another tab chose', () => {
  const told = vi.fn();
  const stop = subscribePreferences(told);
  prefer({ push_to_talk: true });
  expect(told).toHaveBeenCalledTimes(1);
  const newValue = JSON.stringify({ ...preferences(), shortcuts: false });
  window.dispatchEvent(new StorageEvent('storage', { key: 'lectern-preferences', newValue }));
  expect(told).toHaveBeenCalledTimes(2);
  expect(preferences()).toMatchObject({ push_to_talk: true, shortcuts: false });
  stop();
  prefer({ push_to_talk: false });
  expect(told).toHaveBeenCalledTimes(2);
});

test('a store that takes nothing costs nobody their choice', () => {
  const full = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('full');
  });
  prefer({ mirrored: false });
  expect(preferences().mirrored).toBe(false);
  full.mockRestore();
});
