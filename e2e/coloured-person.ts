import type { Person } from './fixtures.ts';

/** What tells one person from another in a recording: the colour of all they show, and the tone of all they say. */
export interface Sign {
  /** Red, green and blue, 0 to 255. */
  colour: readonly [red: number, green: number, blue: number];
  /** In hertz. */
  tone: number;
}

/** The tone that goes with a flash, in hertz: far from every person's own. */
export const BEEP = 3_000;
/** How often somebody flashes and beeps, in seconds, and for how long. */
export const FLASH_EVERY = 2;
export const FLASH_LASTS = 0.2;

/**
 * From now on this person's camera shows one colour and the microphone gives one tone. Every two seconds the picture is
 * white for a moment, and in the same moment another tone sounds. A shared screen shows `screen`.
 */
export async function showsSign(
  { context }: Person,
  sign: Sign,
  screen: Sign['colour'] = [255, 255, 0],
): Promise<void> {
  await context.addInitScript(
    ({ colour, tone, screen, BEEP, FLASH_EVERY, FLASH_LASTS }) => {
      const css = (rgb: readonly number[]) => `rgb(${rgb.join(' ')})`;

      function picture(width: number, height: number, colourNow: () => string, corner: () => string): MediaStreamTrack {
        const canvas = document.createElement('canvas');
        canvas.width = width;
        canvas.height = height;
        const context = canvas.getContext('2d');
        let step = 0;
        const draw = () => {
          if (!context) return;
          context.fillStyle = colourNow();
          context.fillRect(0, 0, width, height);
          // Something that moves, as a picture that stands still is sent more and more seldom.
          context.fillStyle = corner();
          step = (step + 4) % (width / 4);
          context.fillRect(step, height - 8, 16, 8);
        };
        draw();
        // A worker's clock goes on where a page's timers are slowed down.
        const ticks = new Worker(
          URL.createObjectURL(new Blob(['setInterval(() => postMessage(0), 20)'], { type: 'text/javascript' })),
        );
        ticks.onmessage = draw;
        const [track] = canvas.captureStream(25).getVideoTracks();
        if (!track) throw new Error('The canvas gives no picture');
        return track;
      }

      let sound: AudioContext | null = null;
      const clock = () => {
        sound ??= new AudioContext();
        return sound;
      };
      const flashing = () => clock().currentTime % FLASH_EVERY < FLASH_LASTS;

      function voice(): MediaStreamTrack {
        const context = clock();
        const end = new MediaStreamAudioDestinationNode(context);
        const own = new OscillatorNode(context, { frequency: tone });
        // Like a voice it is never equally loud.
        const loudness = new GainNode(context, { gain: 0.2 });
        const slow = new OscillatorNode(context, { frequency: 0.7 });
        slow.connect(new GainNode(context, { gain: 0.05 })).connect(loudness.gain);
        own.connect(loudness).connect(end);
        const beep = new OscillatorNode(context, { frequency: BEEP });
        const gate = new GainNode(context, { gain: 0 });
        beep.connect(gate).connect(end);
        const first = Math.ceil(context.currentTime / FLASH_EVERY) * FLASH_EVERY;
        for (let at = first; at < first + 1_800; at += FLASH_EVERY) {
          gate.gain.setValueAtTime(0.4, at);
          gate.gain.setValueAtTime(0, at + FLASH_LASTS);
        }
        for (const node of [own, slow, beep]) node.start();
        const [track] = end.stream.getAudioTracks();
        if (!track) throw new Error('The oscillator gives no sound');
        return track;
      }

      const { mediaDevices } = navigator;
      mediaDevices.getUserMedia = async (constraints) => {
        await clock().resume();
        return new MediaStream([
          ...(constraints?.audio ? [voice()] : []),
          ...(constraints?.video
            ? [
                picture(
                  640,
                  360,
                  () => (flashing() ? 'white' : css(colour)),
                  () => 'black',
                ),
              ]
            : []),
        ]);
      };
      mediaDevices.getDisplayMedia = async () =>
        new MediaStream([
          picture(
            1_280,
            720,
            () => css(screen),
            () => 'black',
          ),
        ]);
    },
    { ...sign, screen, BEEP, FLASH_EVERY, FLASH_LASTS },
  );
}
