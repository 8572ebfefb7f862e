/** How the background is blurred here: by the system itself, or by us, frame by frame. */
export type BlurWay = 'system' | 'ours';

/** What our own way needs of the browser. */
export interface BlurParts {
  /** Frames of a camera can be taken, and given back as a track, in a worker. */
  frames: boolean;
  canvas: boolean;
  wasm: boolean;
}

/** The way to blur this camera, or any where none is on yet; null where there is none. */
export function blurWay(camera: MediaTrackCapabilities | null, { frames, canvas, wasm }: BlurParts): BlurWay | null {
  const offered = camera?.backgroundBlur ?? [];
  // A system that only says "on" or only "off" has the switch itself, out of a page's reach.
  if (offered.includes(true) && offered.includes(false)) return 'system';
  return frames && canvas && wasm ? 'ours' : null;
}

export function offersBlur(camera: MediaTrackCapabilities | null, parts: BlurParts = blurParts()): boolean {
  return blurWay(camera, parts) !== null;
}

export function blurParts(): BlurParts {
  return {
    frames:
      typeof MediaStreamTrackProcessor === 'function' &&
      typeof MediaStreamTrackGenerator === 'function' &&
      typeof VideoFrame === 'function',
    canvas: typeof OffscreenCanvas === 'function',
    wasm: typeof WebAssembly === 'object' && WebAssembly.validate(WITH_SIMD),
  };
}

/** The smallest module with a vector in it: one function that gives back sixteen zeros. */
const WITH_SIMD = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0], // a module, version 1
  ...[1, 5, 1, 96, 0, 1, 123], // a type: nothing in, a vector out
  ...[3, 2, 1, 0], // a function of it
  ...[10, 8, 1, 6, 0, 65, 0, 253, 15, 11], // its code: zero, in each of sixteen lanes
);

/** What a camera's track says it can; an old browser says nothing. */
export function capabilities(track: MediaStreamTrack | null): MediaTrackCapabilities | null {
  return track?.getCapabilities?.() ?? null;
}
