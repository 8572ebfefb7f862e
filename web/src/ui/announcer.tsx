import { VisuallyHidden } from '@mantine/core';
import { useSyncExternalStore } from 'react';

let said = '';
const readers = new Set<() => void>();

/** Says something to those who do not see the page change. */
export function announce(text: string): void {
  // The same words twice in a row would not be read again: a space that nobody hears makes them new.
  said = text === said ? `${text}\u00a0` : text;
  for (const reader of readers) reader();
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => said);
  return <VisuallyHidden role="status">{text}</VisuallyHidden>;
}
