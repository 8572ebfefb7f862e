import { prefer, preferences } from '#settings/preferences.ts';
import { BlurError } from './blur-error.ts';
import type { BlurProcessor, BlurTrouble } from './blur-processor.ts';

/** What of the own camera's track matters here; livekit-client's is one. */
export interface CameraTrack {
  readonly isStopped: boolean;
  getProcessor(): unknown;
  setProcessor(processor: BlurProcessor): Promise<void>;
  stopProcessor(): Promise<void>;
}

/** The own camera, as far as it is looked at here. */
export interface Camera {
  readonly state: { wanted: boolean; track: CameraTrack | null };
  want(wanted: boolean): Promise<void>;
}

/** Blur that failed. `camera_off`: the camera went off with it, so that nobody sees what was to be hidden. */
export interface BackgroundTrouble {
  kind: BlurTrouble;
  camera_off: boolean;
}

/** Keeps what is behind the person as they prefer it, on the very track that is sent. */
export class Background {
  readonly #camera: () => Camera;
  readonly #onChange: () => void;
  #fitting: Promise<void> = Promise.resolve();
  #trouble: BackgroundTrouble | null = null;
  #wasWanted = false;

  constructor(camera: () => Camera, onChange: () => void) {
    this.#camera = camera;
    this.#onChange = onChange;
  }

  get trouble(): BackgroundTrouble | null {
    return this.#trouble;
  }

  dismissTrouble(): void {
    this.#trouble = null;
    this.#onChange();
  }

  /**
   * What a camera has to be opened with. Where blur is wanted and cannot be had it rejects, or the camera does not
   * open: nobody's room is shown because a file did not load.
   */
  async forNewCamera(): Promise<{ processor?: BlurProcessor }> {
    await this.#fitting;
    return isBlurWanted() ? { processor: await this.#newProcessor('opening') } : {};
  }

  /** Something about the camera or the preferences may have changed: brings the one in line with the other. */
  async look(): Promise<void> {
    const { wanted, track } = this.#camera().state;
    // Where it goes on again, it is because the person wants it so.
    if (wanted && !this.#wasWanted && this.#trouble?.camera_off) this.#trouble = null;
    this.#wasWanted = wanted;
    if (track) await this.fit(track);
  }

  /** The same for a camera that is only tried out, and seen by nobody else. */
  async fit(track: CameraTrack): Promise<void> {
    if (isFit(track)) return;
    this.#fitting = this.#fitting.then(() => this.#fit(track).catch(() => undefined));
    await this.#fitting;
  }

  async #fit(track: CameraTrack): Promise<void> {
    if (isFit(track)) return;
    if (track.getProcessor()) {
      await track.stopProcessor();
      return;
    }
    const processor = await this.#newProcessor('open');
    await track.setProcessor(processor);
    // Stopped in the meantime, it no longer looks after what it was given.
    if (track.isStopped) await processor.destroy();
  }

  async #newProcessor(camera: 'opening' | 'open'): Promise<BlurProcessor> {
    const onTrouble = (kind: BlurTrouble) => void this.#giveUp(kind, camera === 'opening');
    try {
      const { BlurProcessor } = await import('./blur-processor.ts');
      return new BlurProcessor(camera, onTrouble);
    } catch (error) {
      onTrouble('failed');
      throw new BlurError(String(error));
    }
  }

  async #giveUp(kind: BlurTrouble, opening: boolean): Promise<void> {
    const camera = this.#camera();
    const { track } = camera.state;
    const blurred = track !== null && track.getProcessor() !== undefined;
    // First off and only then plain: what is behind is not shown for even one frame.
    if (blurred) await camera.want(false);
    this.#trouble = { kind, camera_off: blurred || opening };
    prefer({ background: 'none' });
    this.#onChange();
  }
}

function isBlurWanted(): boolean {
  return preferences().background === 'blur';
}

function isFit(track: CameraTrack): boolean {
  return track.isStopped || (track.getProcessor() !== undefined) === isBlurWanted();
}
