import type { Person } from './fixtures.ts';

/**
 * From now on this person's microphone gives a voice that does not pause: the fake one only beeps, which is no speech.
 * Like a real one it is never equally loud: the media engine tells who comes later only of changes.
 */
export async function speaksWithoutPause({ context }: Person): Promise<void> {
  await context.addInitScript(() => {
    const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      const given = await original(constraints);
      if (!constraints?.audio) return given;
      const sound = new AudioContext();
      const voice = new OscillatorNode(sound, { frequency: 300 });
      const loudness = new GainNode(sound, { gain: 0.5 });
      const output = new MediaStreamAudioDestinationNode(sound);
      const wavering = new OscillatorNode(sound, { frequency: 0.7 });
      wavering.connect(new GainNode(sound, { gain: 0.3 })).connect(loudness.gain);
      voice.connect(loudness).connect(output);
      voice.start();
      wavering.start();
      return new MediaStream([...output.stream.getAudioTracks(), ...given.getVideoTracks()]);
    };
  });
}
