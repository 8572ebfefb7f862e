/** A name below a recording's folder: plain words with dots and dashes in them, at most two folders deep. */
const NAME = /^(?:[A-Za-z0-9][A-Za-z0-9._-]{0,99}\/){0,2}[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Whether a row's file may be looked for at all: no name leads out of its recording's folder, or to a hidden file. */
export function isFileName(name: string): boolean {
  return NAME.test(name);
}

/** Where a file lies below the place that recordings are kept in. Names come from our own rows: a wrong one is a fault. */
export function placeOf(recording_id: number, file: string): string {
  if (!isFileName(file)) throw new Error(`Not a file of a recording: ${JSON.stringify(file)}`);
  return `${folderOf(recording_id)}/${file}`;
}

export function folderOf(recording_id: number): string {
  if (!Number.isSafeInteger(recording_id) || recording_id < 1) throw new Error(`Not a recording: ${recording_id}`);
  return String(recording_id);
}
