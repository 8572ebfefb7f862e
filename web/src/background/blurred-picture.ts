import type { Segmenter } from './segmenter.ts';

/** How far the background is blurred, in pixels of the small picture: at 1280 pixels that is 20. */
const BLUR = 4;
/** How far the blurred picture goes beyond its edges, so that nothing fades out there, in the same pixels. */
const MARGIN = 3 * BLUR;
/** Below the first it is background, above the second a person; between them the edge is soft. */
const EDGE = [0.3, 0.8] as const;
/** How much of the mask of one frame remains in the next one's: edges tremble less. */
const KEPT = 0.3;

/** How often the wall is laid over the blurred whole. Each time less of the people's colours shines through around them. */
const COATS = 4;

/** Draws each frame anew: the people as they are, what is behind them blurred. */
export class BlurredPicture {
  readonly #segmenter: Segmenter;
  readonly #small: OffscreenCanvasRenderingContext2D;
  readonly #mask: OffscreenCanvasRenderingContext2D;
  readonly #wall: OffscreenCanvasRenderingContext2D;
  readonly #blurredWall: OffscreenCanvasRenderingContext2D;
  readonly #background: OffscreenCanvasRenderingContext2D;
  readonly #whole: OffscreenCanvasRenderingContext2D;
  readonly #sure: ImageData;

  constructor(segmenter: Segmenter) {
    const { width, height } = segmenter;
    this.#segmenter = segmenter;
    this.#small = drawing(width, height, { alpha: false, willReadFrequently: true });
    this.#mask = drawing(width, height, {});
    this.#wall = drawing(width, height, {});
    this.#blurredWall = drawing(width, height, {});
    this.#background = drawing(width, height, { alpha: false });
    this.#whole = drawing(width, height, {});
    this.#sure = new ImageData(width, height);
  }

  /** The picture of this frame, that many times as large. Good until the next call. */
  draw(frame: VideoFrame, scale: number): OffscreenCanvas {
    const { width, height } = this.#segmenter;
    this.#small.drawImage(frame, 0, 0, width, height);
    this.#findPeople(this.#small.getImageData(0, 0, width, height).data);
    this.#mask.putImageData(this.#sure, 0, 0);
    this.#blurBackground();
    return this.#compose(frame, even(frame.displayWidth * scale), even(frame.displayHeight * scale));
  }

  /** The whole, blurred, would have a glow of the people around them: so the wall without them goes over it. */
  #blurBackground(): void {
    lay(this.#wall, 'copy', this.#small.canvas);
    lay(this.#wall, 'destination-out', this.#mask.canvas);
    blur(this.#blurredWall, this.#wall);
    blur(this.#background, this.#small);
    this.#background.filter = 'none';
    for (let coat = 0; coat < COATS; coat += 1) lay(this.#background, 'source-over', this.#blurredWall.canvas);
  }

  #findPeople(pixels: Uint8ClampedArray): void {
    const person = this.#segmenter.personIn(pixels);
    const { data } = this.#sure;
    const [none, all] = EDGE;
    for (let pixel = 0; pixel < person.length; pixel += 1) {
      const sure = Math.min(1, Math.max(0, ((person[pixel] ?? 0) - none) / (all - none)));
      const alpha = pixel * 4 + 3;
      data[alpha] = KEPT * (data[alpha] ?? 0) + (1 - KEPT) * 255 * sure;
    }
  }

  #compose(frame: VideoFrame, width: number, height: number): OffscreenCanvas {
    const { canvas } = this.#whole;
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    lay(this.#whole, 'copy', this.#mask.canvas);
    lay(this.#whole, 'source-in', frame);
    lay(this.#whole, 'destination-over', this.#background.canvas);
    return canvas;
  }
}

/** Over all that is drawn on. */
function lay(
  on: OffscreenCanvasRenderingContext2D,
  how: GlobalCompositeOperation,
  layer: OffscreenCanvas | VideoFrame,
) {
  on.globalCompositeOperation = how;
  on.drawImage(layer, 0, 0, on.canvas.width, on.canvas.height);
}

function blur(on: OffscreenCanvasRenderingContext2D, { canvas }: OffscreenCanvasRenderingContext2D) {
  const { width, height } = canvas;
  const margin = (MARGIN * height) / width;
  on.globalCompositeOperation = 'copy';
  on.filter = `blur(${BLUR}px)`;
  on.drawImage(canvas, -MARGIN, -margin, width + 2 * MARGIN, height + 2 * margin);
}

function drawing(width: number, height: number, settings: CanvasRenderingContext2DSettings) {
  const context = new OffscreenCanvas(width, height).getContext('2d', settings);
  if (!context) throw new Error('Nothing to draw on');
  return context;
}

/** Encoders want even sides. */
function even(length: number): number {
  return Math.max(2, Math.round(length / 2) * 2);
}
