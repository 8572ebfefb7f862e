import { expect, test } from 'vitest';
import { recordingNews } from './recording-news.ts';

test('who comes in late hears that it runs; who comes to none hears nothing', () => {
  expect(recordingNews(undefined, 'recording')).toBe('runs');
  expect(recordingNews(undefined, 'paused')).toBe('isPaused');
  expect(recordingNews(undefined, null)).toBeNull();
});

test('each change is said once, in the words of what went before', () => {
  expect(recordingNews(null, 'starting')).toBe('starting');
  expect(recordingNews('starting', 'recording')).toBe('started');
  // A whole new view may skip what was between.
  expect(recordingNews(null, 'recording')).toBe('started');
  expect(recordingNews('recording', 'paused')).toBe('paused');
  expect(recordingNews('paused', 'recording')).toBe('resumed');
  expect(recordingNews('recording', 'interrupted')).toBe('interrupted');
  expect(recordingNews('interrupted', 'recording')).toBe('resumed');
  expect(recordingNews('recording', null)).toBe('stopped');
  expect(recordingNews('recording', 'recording')).toBeNull();
});
