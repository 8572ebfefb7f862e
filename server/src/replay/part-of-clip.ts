/** The most of a clip that one answer carries, in bytes: what a browser takes in at once, though it plays it only later. */
const PART = 256 * 1024;

/**
 * A request for a clip from somewhere to its end, as players send it, asks for a part of it instead: they ask for the next
 * when they need it. An answer of all of it would keep its connection until it has been played, and a browser has six of
 * them for the sound of 25 people. Other requests stay as they are.
 */
export function upToPart(range: string | undefined): string | undefined {
  const [, from] = /^bytes=(\d{1,15})-$/.exec(range ?? '') ?? [];
  return from === undefined ? range : `bytes=${from}-${Number(from) + PART - 1}`;
}
