import { BlurError } from './blur-error.ts';
import type { BlurNews, BlurOrder } from './blur-messages.ts';
import { blurParts, blurWay, capabilities } from './blur-way.ts';

/** Why the background is not blurred though it should be. */
export type BlurTrouble = 'failed' | 'too_slow';

/** How long the model may take to load before it is given up, in milliseconds: it is some megabytes. */
const PATIENCE = 30_000;

/**
 * What livekit-client calls a processor: it is given the camera's track, and `processedTrack` is sent and shown in its
 * place. What comes out is blurred or nothing: a frame as it was taken never does.
 */
export class BlurProcessor {
  readonly name = 'background-blur';
  processedTrack?: MediaStreamTrack;
  readonly #onTrouble: (trouble: BlurTrouble) => void;
  /** While a camera opens, it is open for this only: where this fails, its light goes out again. */
  #camera: 'opening' | 'open';
  #worker: Worker | null = null;
  #blurredBySystem: MediaStreamTrack | null = null;

  constructor(camera: 'opening' | 'open', onTrouble: (trouble: BlurTrouble) => void) {
    this.#camera = camera;
    this.#onTrouble = onTrouble;
  }

  readonly init = async ({ track }: { track: MediaStreamTrack }): Promise<void> => {
    try {
      await this.#blur(track);
      this.#camera = 'open';
    } catch (error) {
      if (this.#camera === 'opening') track.stop();
      this.#onTrouble('failed');
      throw new BlurError(String(error));
    }
  };

  /** The same for another track: of another camera, or of this one after it was off. */
  readonly restart = (options: { track: MediaStreamTrack }): Promise<void> => this.init(options);

  readonly destroy = async (): Promise<void> => {
    const camera = this.#blurredBySystem;
    this.#blurredBySystem = null;
    this.#worker?.terminate();
    this.#worker = null;
    this.#dropTrack();
    // A camera that is off has nothing left to change.
    if (camera?.readyState === 'live') await setSystemBlur(camera, false).catch(() => undefined);
  };

  async #blur(track: MediaStreamTrack): Promise<void> {
    this.#dropTrack();
    this.#blurredBySystem = null;
    const way = blurWay(capabilities(track), blurParts());
    switch (way) {
      case 'system':
        await setSystemBlur(track, true);
        this.#blurredBySystem = track;
        return;
      case 'ours':
        this.#worker ??= await this.#startWorker();
        // Of a camera that is off there is nothing to blur; once it is on again, there is another track.
        if (track.readyState === 'live') this.processedTrack = blurredTrack(track, this.#worker);
        return;
      case null:
        throw new Error('This browser cannot');
      default:
        way satisfies never;
    }
  }

  #dropTrack(): void {
    this.processedTrack?.stop();
    delete this.processedTrack;
  }

  async #startWorker(): Promise<Worker> {
    const worker = new Worker(new URL('./blur-worker.ts', import.meta.url), { type: 'module' });
    try {
      await ready(worker);
    } catch (error) {
      worker.terminate();
      throw error;
    }
    worker.onerror = () => this.#onTrouble('failed');
    worker.onmessage = ({ data }: MessageEvent<BlurNews>) => {
      if (data.kind !== 'ready') this.#onTrouble(data.kind);
    };
    return worker;
  }
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The model does not come')), PATIENCE);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }: MessageEvent<BlurNews>) => {
      clearTimeout(timer);
      if (data.kind === 'failed') reject(new Error(data.why));
      else resolve();
    };
  });
}

function blurredTrack(track: MediaStreamTrack, worker: Worker): MediaStreamTrack {
  // Only the latest frame waits: where they come faster than they are blurred, the others are left out.
  const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 });
  const blurred = new MediaStreamTrackGenerator({ kind: 'video' });
  const order: BlurOrder = { readable, writable: blurred.writable };
  worker.postMessage(order, [order.readable, order.writable]);
  return blurred;
}

async function setSystemBlur(track: MediaStreamTrack, on: boolean): Promise<void> {
  await track.applyConstraints({ ...track.getConstraints(), backgroundBlur: { exact: on } });
}
