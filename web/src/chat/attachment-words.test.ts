import { expect, test } from 'vitest';
import { fileSize } from '#ui/file-size.ts';
import { fileType } from './attachment-words.ts';

test.each([
  ['image/png', 'image'],
  ['application/pdf', 'pdf'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sheet'],
  ['application/zip', 'archive'],
  ['text/plain', 'text'],
  ['application/octet-stream', 'other'],
])('%s is told as %s', (media_type, type) => {
  expect(fileType(media_type)).toBe(type);
});

test('sizes are told in the unit that fits', () => {
  expect([1, 999, 1_500, 25_000_000].map((bytes) => fileSize(bytes, 'en'))).toEqual([
    '1 byte',
    '999 bytes',
    '1.5 kB',
    '25 MB',
  ]);
});
