import { expect, test } from 'vitest';
import { returnPath, signInPath } from './return-path.ts';

test.each(['/', '/sessions/3/live', '/sessions/3?from=mail#top'])('goes back to the own path %s', (path) => {
  expect(returnPath(path)).toBe(path);
});

test.each([
  null,
  '',
  'sessions',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/\n//evil.example',
])('goes home instead of to %j', (path) => {
  expect(returnPath(path)).toBe('/');
});

test('a path survives the way through the sign-in page', () => {
  const path = '/sessions/3/live?a=b&c=d';
  const next = new URL(signInPath(path), 'http://x').searchParams.get('next');
  expect(returnPath(next)).toBe(path);
});
