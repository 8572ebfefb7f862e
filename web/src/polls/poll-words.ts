/** A poll as it is being written. */
export interface PollWords {
  question: string;
  options: readonly { key: number; text: string }[];
}

export const MOST_OPTIONS = 10;

/** The options that are filled in; empty lines are left out. */
export function writtenOptions({ options }: PollWords): string[] {
  return options.map((one) => one.text.trim()).filter((text) => text !== '');
}

/** What is still missing before it can be asked. */
export function pollTrouble(words: PollWords): 'question' | 'options' | 'same' | null {
  const options = writtenOptions(words);
  if (words.question.trim() === '') return 'question';
  if (options.length < 2) return 'options';
  return new Set(options).size < options.length ? 'same' : null;
}
