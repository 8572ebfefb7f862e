const copies = new WeakMap<MediaStreamTrack, Set<MediaStreamTrack>>();

/**
 * A copy of what a microphone takes in, for this page alone to listen to: muted, the track itself is silent; a copy of it
 * is not. It ends with `stop`, or when the microphone is opened in another way.
 */
export function copyToListen(microphone: MediaStreamTrack): MediaStreamTrack {
  const copy = microphone.clone();
  copy.enabled = true;
  const known = copies.get(microphone) ?? new Set();
  copies.set(microphone, known.add(copy));
  return copy;
}

/** For as long as a copy is on, Chromium opens the microphone only as it is, whatever it is asked for. */
export function endCopies(microphone: MediaStreamTrack): void {
  for (const copy of copies.get(microphone) ?? []) copy.stop();
  copies.delete(microphone);
}
