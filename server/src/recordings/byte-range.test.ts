import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wantedOf } from './byte-range.ts';

const file = { size: 1_000, etag: '"a"' };
const part = (first: number, last: number) => ({ kind: 'part', range: { first, last } });
const whole = { kind: 'whole' };
const refused = { kind: 'not_satisfiable' };

test.each([
  ['nothing', {}, whole],
  ['the beginning', { range: 'bytes=0-99' }, part(0, 99)],
  ['one byte', { range: 'bytes=0-0' }, part(0, 0)],
  ['from a place on', { range: 'bytes=100-' }, part(100, 999)],
  ['the end', { range: 'bytes=-100' }, part(900, 999)],
  ['more than the end', { range: 'bytes=-5000' }, part(0, 999)],
  ['past the end', { range: 'bytes=900-5000' }, part(900, 999)],
  ['with spaces', { range: ' Bytes = 1 - 2 ' }, part(1, 2)],
  ['what lies behind the end', { range: 'bytes=1000-' }, refused],
  ['nothing of the end', { range: 'bytes=-0' }, refused],
  ['two parts', { range: 'bytes=0-1,5-6' }, whole],
  ['another unit', { range: 'lines=0-1' }, whole],
  ['backwards', { range: 'bytes=5-1' }, whole],
  ['no numbers', { range: 'bytes=-' }, whole],
  ['words', { range: 'bytes=a-b' }, whole],
  ['negative numbers', { range: 'bytes=--5' }, whole],
  ['a way out', { range: 'bytes=0-1/../../etc/passwd' }, whole],
  ['very much', { range: 'bytes=9999999999999999-' }, refused],
  ['a part of this file', { range: 'bytes=1-2', 'if-range': '"a"' }, part(1, 2)],
  ['a part of another file', { range: 'bytes=1-2', 'if-range': '"b"' }, whole],
  ['a part of a like file', { range: 'bytes=1-2', 'if-range': 'W/"a"' }, whole],
  ['a part as of a day', { range: 'bytes=1-2', 'if-range': 'Tue, 24 Nov 2026 12:00:00 GMT' }, whole],
  ['what changed', { 'if-none-match': '"a"' }, { kind: 'unchanged' }],
  ['what changed, of several', { 'if-none-match': '"c", W/"a"', range: 'bytes=0-1' }, { kind: 'unchanged' }],
  ['what changed, and it did', { 'if-none-match': '"b"' }, whole],
])('%s', (_name, headers, expected) => {
  expect(wantedOf(headers, file)).toEqual(expected);
});

test('of an empty file there is no part', () => {
  for (const range of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) {
    expect(wantedOf({ range }, { size: 0, etag: '"a"' })).toEqual(refused);
  }
});

test('whatever is asked for, a part lies inside the file', () => {
  const header = fc.oneof(
    fc.string(),
    fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => `bytes=${from}-${to}`),
  );
  fc.assert(
    fc.property(header, fc.nat({ max: 5_000 }), (range, size) => {
      const wanted = wantedOf({ range }, { size, etag: '"a"' });
      if (wanted.kind !== 'part') return;
      expect(wanted.range.first).toBeGreaterThanOrEqual(0);
      expect(wanted.range.last).toBeGreaterThanOrEqual(wanted.range.first);
      expect(wanted.range.last).toBeLessThan(size);
    }),
  );
});
