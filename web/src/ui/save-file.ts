/** The longest name that is given to a file, without its extension: all systems take it. */
const LONGEST = 100;

/** The name of a file that people will know again, without what some system refuses in names. */
export function fileName(title: string, extension: string): string {
  const cleaned = title
    .toWellFormed()
    // Control characters, and those that turn the writing direction: a name must read as it is.
    .replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .replaceAll(/[\\/:*?"<>|]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s.]+|[\s.]+$/g, '');
  const short = [...cleaned].slice(0, LONGEST).join('').trim();
  return `${short || 'lectern'}.${extension}`;
}

/** Has the browser save what was made here. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: the browser has only begun to look.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
