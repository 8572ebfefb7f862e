/** The most of a clip that one answer carries, in bytes: half a minute of a shared screen, minutes of a voice. */
const PART = 1024 * 1024;

/**
 * A request for a clip from somewhere to its end, as players send it, asks for a part of it instead: they ask for the next
 * when they need it. An answer of all of it would keep its connection until it has been played, and a browser has six of
 * them for the sound of 25 people. Other requests stay as they are.
 */
export function upToPart(range: string | undefined): string | undefined {
  const [, from] = /^bytes=(\d{1,15})-$/.exec(range ?? '') ?? [];
  return from === undefined ? range : `bytes=${from}-${Number(from) + PART - 1}`;
}
