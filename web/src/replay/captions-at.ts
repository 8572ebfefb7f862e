/** A stretch of captions, in recorded seconds. */
export interface Cue {
  from: number;
  to: number;
  /** As WebVTT has it, with its marks. */
  text: string;
}

/** What is to be read at a time: plain text, a line for each cue. */
export function cuesAt(cues: readonly Cue[], time: number): string {
  return cues
    .filter(({ from, to }) => from <= time && time < to)
    .map(({ text }) => text.replace(/<[^>]*>/g, ''))
    .join('\n');
}
