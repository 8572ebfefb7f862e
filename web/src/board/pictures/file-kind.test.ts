import { expect, test } from 'vitest';
import { fileKind } from './file-kind.ts';

const kindOf = (...parts: (string | number[])[]) =>
  fileKind(new Blob(parts.map((part) => (typeof part === 'string' ? part : new Uint8Array(part)))));

test.each([
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['jpeg', [0xff, 0xd8, 0xff, 0xe0]],
  ['gif', 'GIF89a'],
  ['webp', 'RIFF....WEBPVP8 '],
  ['avif', '....ftypavif....'],
  ['avif among others', '....ftypmif1....miafavif'],
  ['bmp', 'BM............'],
])('%s is a picture', async (_name, content) => {
  expect(await kindOf(content)).toBe('picture');
});

test.each([
  '<svg xmlns="http://www.w3.org/2000/svg"/>',
  '\ufeff\n <?xml version="1.0"?><!-- made by hand --><svg:svg xmlns:svg="http://www.w3.org/2000/svg">',
  '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://example.org/svg11.dtd"><svg>',
  '<!DOCTYPE svg [<!ENTITY a "b">]><svg>',
])('%j is an SVG', async (text) => {
  expect(await kindOf(text)).toBe('svg');
});

test('a PDF is one also with something before it', async () => {
  expect(await kindOf('%PDF-1.7')).toBe('pdf');
  expect(await kindOf('\n\njunk\n', '%PDF-1.4')).toBe('pdf');
});

test.each([
  '<!doctype html><svg></svg>',
  '<html><img src=x onerror=alert(1)></html>',
  '<p><svg>',
  'svg',
  'MZ program',
  'PK\u0003\u0004',
  '....ftypheic....',
  'RIFF....WAVE',
  '',
])('%j is nothing for the board', async (text) => {
  expect(await kindOf(text)).toBeNull();
});
