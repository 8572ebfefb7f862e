import { BlurError } from './blur-error.ts';
import type { BlurProcessor, BlurTrouble } from './blur-processor.ts';

/** What of the own camera's track matters here; livekit-client's is one. */
export interface CameraTrack {
  readonly isStopped: boolean;
  getProcessor(): unknown;
  setProcessor(processor: BlurProcessor): Promise<void>;
  stopProcessor(): Promise<void>;
}

/** Keeps what is behind the person as they want it, on the track that is sent: it stays the same track. */
export class Background {
  readonly #isBlurWanted: () => boolean;
  readonly #onTrouble: (trouble: BlurTrouble) => void;
  #fitting: Promise<void> = Promise.resolve();

  constructor(isBlurWanted: () => boolean, onTrouble: (trouble: BlurTrouble) => void) {
    this.#isBlurWanted = isBlurWanted;
    this.#onTrouble = onTrouble;
  }

  /**
   * What a camera has to be opened with. Where blur is wanted and cannot be had it rejects, or the camera does not
   * open: nobody's room is shown because a file did not load.
   */
  async forNewCamera(): Promise<{ processor?: BlurProcessor }> {
    await this.#fitting;
    return this.#isBlurWanted() ? { processor: await this.#newProcessor('opening') } : {};
  }

  /** Brings a camera in line that is there already, on or off. */
  fit(camera: CameraTrack | null): Promise<void> {
    if (camera) this.#fitting = this.#fitting.then(() => this.#fit(camera).catch(() => undefined));
    return this.#fitting;
  }

  async #fit(camera: CameraTrack): Promise<void> {
    const isBlurred = camera.getProcessor() !== undefined;
    if (camera.isStopped || isBlurred === this.#isBlurWanted()) return;
    if (isBlurred) {
      await camera.stopProcessor();
      return;
    }
    const processor = await this.#newProcessor('open');
    await camera.setProcessor(processor);
    // Stopped in the meantime, it no longer looks after what it was given.
    if (camera.isStopped) await processor.destroy();
  }

  async #newProcessor(camera: 'opening' | 'open'): Promise<BlurProcessor> {
    try {
      const { BlurProcessor } = await import('./blur-processor.ts');
      return new BlurProcessor(camera, this.#onTrouble);
    } catch (error) {
      this.#onTrouble('failed');
      throw new BlurError(String(error));
    }
  }
}
