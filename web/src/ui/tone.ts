/** How loud, from 0 to 1: to be noticed, not to be startled by. */
const LOUDNESS = 0.06;
/** How long one note sounds, in seconds. */
const NOTE = 0.14;

let context: AudioContext | null = null;

/** Plays a few short notes, by their frequencies in hertz. Silent where the browser does not allow sound yet; never throws. */
export function playTone(...frequencies: number[]): void {
  try {
    context ??= new AudioContext();
    if (context.state !== 'running') void context.resume().catch(() => undefined);
    const sound = context;
    for (const [index, frequency] of frequencies.entries()) playNote(sound, frequency, index * NOTE);
  } catch {
    // No sound on this machine: whatever it was for is shown as well.
  }
}

function playNote(sound: AudioContext, frequency: number, delay: number): void {
  const begin = sound.currentTime + delay;
  const oscillator = new OscillatorNode(sound, { type: 'sine', frequency });
  const gain = new GainNode(sound, { gain: 0 });
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, begin + NOTE);
  oscillator.connect(gain).connect(sound.destination);
  oscillator.start(begin);
  oscillator.stop(begin + NOTE);
}
