import { expect, test } from 'vitest';
import { safeLink, typedLink } from './safe-link.ts';

test.each(['https://example.org/a?b=c#d', 'http://example.org/', 'mailto:ines@example.org'])(
  '%s may be followed',
  (address) => {
    expect(safeLink(address)).toBe(address);
  },
);

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://example.org/1',
  'file:///etc/passwd',
  'about:blank',
  'tel:1',
  '//example.org',
  '/api/auth/sign-out',
  'example.org',
  '',
  null,
  undefined,
  5,
  ['https://example.org'],
  { href: 'https://example.org' },
])('%j may not', (address) => {
  expect(safeLink(address)).toBeNull();
});

test.each([
  ['example.org', 'https://example.org/'],
  [' www.example.org/a b ', 'https://www.example.org/a%20b'],
  ['example.org:8080/x', 'https://example.org:8080/x'],
  ['https://example.org', 'https://example.org/'],
  ['ines@example.org', 'mailto:ines@example.org'],
  ['javascript:alert(1)', null],
  ['no address', null],
  ['', null],
])('typed %j is %j', (text, link) => {
  expect(typedLink(text)).toBe(link);
});
