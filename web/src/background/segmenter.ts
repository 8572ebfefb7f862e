import model from '@twilio/video-processors/dist/build/selfie_segmentation_landscape.tflite?url';
import load from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js';
import wasm from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.wasm?url';

/** Tells people from what is behind them. */
export interface Segmenter {
  readonly width: number;
  readonly height: number;
  /** For each pixel of a picture of that size, given as RGBA, how surely it is a person's: 0 to 1. Good until the next call. */
  personIn(pixels: Uint8ClampedArray): Float32Array;
}

export async function loadSegmenter(): Promise<Segmenter> {
  const [lite, answer] = await Promise.all([load({ locateFile: () => wasm }), fetch(model)]);
  if (!answer.ok) throw new Error(`No model: ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  lite.HEAPU8.set(bytes, lite._getModelBufferMemoryOffset());
  lite._loadModel(bytes.length);
  const width = lite._getInputWidth();
  const height = lite._getInputHeight();
  return {
    width,
    height,
    personIn(pixels) {
      // Looked up each time: the memory is another one once it has grown.
      const memory = lite.HEAPF32;
      const input = lite._getInputMemoryOffset() / memory.BYTES_PER_ELEMENT;
      for (let pixel = 0; pixel < width * height; pixel += 1) {
        for (let colour = 0; colour < 3; colour += 1) {
          memory[input + pixel * 3 + colour] = (pixels[pixel * 4 + colour] ?? 0) / 255;
        }
      }
      lite._runInference();
      const output = lite._getOutputMemoryOffset() / memory.BYTES_PER_ELEMENT;
      return memory.subarray(output, output + width * height);
    },
  };
}
