import { expect, test } from 'vitest';
import { safeLink } from './board-link.ts';

test.each(['https://example.org/a?b#c', 'http://example.org/', 'mailto:ines@example.org'])(
  '%s may be opened',
  (link) => {
    expect(safeLink(link)).toBe(link);
  },
);

test.each([
  null,
  '',
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://example.org/1',
  '//example.org',
  'about:blank',
])('%s leads nowhere', (link) => {
  expect(safeLink(link)).toBeNull();
});
