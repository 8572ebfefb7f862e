/** How loud: as somebody who speaks. */
const LOUDNESS = 0.2;
const NOTES = [523, 659, 784];
/** In seconds. */
const NOTE = 0.35;

/** Plays some notes through one speaker, or, with null, through the one that the system uses. Resolves when they are over. */
export async function playTestSound(speaker_id: string | null): Promise<void> {
  const sound = new AudioContext();
  try {
    if (sound.state !== 'running') await sound.resume();
    // By an element, as the others' voices are played: then both come out at the same place.
    const out = new MediaStreamAudioDestinationNode(sound);
    const element = new Audio();
    element.srcObject = out.stream;
    if (speaker_id !== null && 'setSinkId' in element) await element.setSinkId(speaker_id);
    await element.play();
    const begin = sound.currentTime + 0.1;
    const last = NOTES.map((frequency, index) => note(sound, out, frequency, begin + index * NOTE)).at(-1);
    await new Promise((resolve) => last?.addEventListener('ended', resolve));
    element.srcObject = null;
  } finally {
    void sound.close();
  }
}

function note(sound: AudioContext, out: AudioNode, frequency: number, begin: number): OscillatorNode {
  const oscillator = new OscillatorNode(sound, { type: 'triangle', frequency });
  const gain = new GainNode(sound, { gain: 0 });
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, begin + NOTE);
  oscillator.connect(gain).connect(out);
  oscillator.start(begin);
  oscillator.stop(begin + NOTE);
  return oscillator;
}
