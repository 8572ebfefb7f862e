/** A part of a file: the first and the last byte of it. */
export interface ByteRange {
  first: number;
  last: number;
}

/** What of a file is asked for. */
export type Wanted =
  | { kind: 'whole' }
  | { kind: 'part'; range: ByteRange }
  | { kind: 'unchanged' }
  | { kind: 'not_satisfiable' };

interface Conditions {
  range?: string | undefined;
  'if-range'?: string | undefined;
  'if-none-match'?: string | undefined;
}

/**
 * What a request's headers ask for of a file of this size, as RFC 9110 has it. Several ranges at once, units that are no
 * bytes and what cannot be read get the whole file; a range of another file than the one that is there does too.
 */
export function wantedOf(headers: Conditions, { size, etag }: { size: number; etag: string }): Wanted {
  if (namesTag(headers['if-none-match'], etag)) return { kind: 'unchanged' };
  const { range } = headers;
  if (range === undefined || (headers['if-range'] !== undefined && headers['if-range'] !== etag)) {
    return { kind: 'whole' };
  }
  const found = /^\s*bytes\s*=\s*(\d{0,16})\s*-\s*(\d{0,16})\s*$/i.exec(range);
  const [, from = '', to = ''] = found ?? [];
  if (from === '' && to === '') return { kind: 'whole' };
  if (from === '')
    return Number(to) === 0 ? { kind: 'not_satisfiable' } : part(Math.max(0, size - Number(to)), size, size);
  if (to !== '' && Number(to) < Number(from)) return { kind: 'whole' };
  return part(Number(from), to === '' ? size : Number(to) + 1, size);
}

function part(first: number, end: number, size: number): Wanted {
  if (first >= size) return { kind: 'not_satisfiable' };
  return { kind: 'part', range: { first, last: Math.min(end, size) - 1 } };
}

function namesTag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
