// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { notesPage } from './notes-html.ts';

test('the title is text, whatever it says', () => {
  const page = notesPage('</title><script>alert("1")</script>&\'', '<p>text</p>');
  const parsed = new DOMParser().parseFromString(page, 'text/html');
  expect(parsed.title).toBe('</title><script>alert("1")</script>&\'');
  expect(parsed.querySelector('script')).toBeNull();
  expect(parsed.querySelector('main')?.textContent).toContain('text');
});

test('it says that nothing in it may run or be fetched', () => {
  const parsed = new DOMParser().parseFromString(notesPage('Algebra', ''), 'text/html');
  const policy = parsed.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content');
  expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
});
