import { useSyncExternalStore } from 'react';

export type SettingsSection = 'sound' | 'picture' | 'data' | 'keyboard' | 'recording';

/** What is asked about recording. */
export type RecordingQuestion = 'start' | 'stop' | 'marker' | 'consent';

/** Which dialog is in front of the page; the same in the waiting room and in the live room, and from one into the other. */
export type OpenDialog =
  | { dialog: 'settings'; section: SettingsSection }
  | { dialog: 'keys' }
  /** `error`: why what was pressed did not work. */
  | { dialog: 'recording'; question: RecordingQuestion; error?: unknown };

let open: OpenDialog | null = null;
let opener: HTMLElement | null = null;
const readers = new Set<() => void>();

/** `from`: what gets the keyboard back afterwards, where that is not what has it now. */
export function openDialog(dialog: OpenDialog, from: HTMLElement | null = null): void {
  opener = from;
  become(dialog);
}

export function closeDialog(): void {
  become(null);
  opener?.focus();
  opener = null;
}

export function useOpenDialog(): OpenDialog | null {
  return useSyncExternalStore(subscribe, () => open);
}

function subscribe(reader: () => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

function become(dialog: OpenDialog | null): void {
  open = dialog;
  for (const reader of readers) reader();
}
