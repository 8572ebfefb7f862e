/** What a single key does in the live room. */
export const KEYS = {
  microphone: 'm',
  camera: 'v',
  hand: 'h',
  chat: 'c',
  participants: 'p',
  board: 'b',
  screen: 's',
  breakouts: 'r',
  help: '?',
} as const;

export type Shortcut = keyof typeof KEYS;
