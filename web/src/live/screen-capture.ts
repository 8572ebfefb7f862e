/** A screen, window or tab that the person has chosen to show, and its sound where there is one. */
export interface ScreenCapture {
  picture: MediaStreamTrack;
  sound: MediaStreamTrack | null;
}

export interface CaptureSize {
  width: number;
  height: number;
}

/** Why nothing was captured. */
export type CaptureTrouble = 'dismissed' | 'blocked_by_system' | 'unknown';

/** Sharp text needs pixels, not many pictures a second. Larger screens are scaled down to this by the browser. */
const MOST = { width: 2_560, height: 1_600, frame_rate: 15 };
/** How long the first picture may take to tell how large it is, in milliseconds. */
const SIZE_PATIENCE = 1_000;

/** Opens the browser's picker. Has to be called from a click or a key, before anything is awaited. */
export async function captureScreen(): Promise<ScreenCapture> {
  const asked: DisplayMediaStreamOptions & AskedOfSome = {
    video: { width: { max: MOST.width }, height: { max: MOST.height }, frameRate: { max: MOST.frame_rate } },
    // What comes out of the machine is not a voice: nothing in it is noise. The others' voices are left out where the browser can.
    audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, restrictOwnAudio: true },
    // This very tab would show itself in itself.
    selfBrowserSurface: 'exclude',
    surfaceSwitching: 'include',
    systemAudio: 'include',
  };
  const stream = await navigator.mediaDevices.getDisplayMedia(asked);
  const [picture] = stream.getVideoTracks();
  const [sound = null] = stream.getAudioTracks();
  if (!picture) {
    sound?.stop();
    throw new Error('The browser gave no picture of a screen');
  }
  picture.contentHint = 'detail';
  if (sound) sound.contentHint = 'music';
  return { picture, sound };
}

/** Asked of browsers that know it, and passed over by the others. */
interface AskedOfSome {
  audio: MediaTrackConstraints & { restrictOwnAudio: boolean };
  selfBrowserSurface: 'exclude' | 'include';
  surfaceSwitching: 'exclude' | 'include';
  systemAudio: 'exclude' | 'include';
}

export function stopCapture({ picture, sound }: ScreenCapture): void {
  picture.stop();
  sound?.stop();
}

/**
 * How large the pictures are. The browser knows it once there is one, of each copy anew, and names what was asked for until
 * then; so the very track that is sent has to be looked at, or it is sent as if it were larger than it is.
 */
export async function captureSize({ picture }: ScreenCapture): Promise<CaptureSize> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([picture]);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, SIZE_PATIENCE);
    video.addEventListener('loadedmetadata', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  const { videoWidth, videoHeight } = video;
  video.srcObject = null;
  if (videoWidth > 0) return { width: videoWidth, height: videoHeight };
  const { width = MOST.width, height = MOST.height } = picture.getSettings();
  return { width, height };
}

export function captureTrouble(error: unknown): CaptureTrouble {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'AbortError') return 'dismissed';
  // The person and the operating system say no with the same name; only the words differ.
  if (error.name === 'NotAllowedError') return /system/i.test(error.message) ? 'blocked_by_system' : 'dismissed';
  return error.name === 'NotReadableError' ? 'blocked_by_system' : 'unknown';
}
