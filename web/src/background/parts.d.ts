// What the package and the browser bring without types of their own.

declare module '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js' {
  /** TensorFlow Lite with one model loaded. Offsets are in bytes of its memory. */
  interface TensorFlowLite {
    readonly HEAPU8: Uint8Array;
    readonly HEAPF32: Float32Array;
    _getModelBufferMemoryOffset(): number;
    _loadModel(bytes: number): number;
    _getInputWidth(): number;
    _getInputHeight(): number;
    _getInputMemoryOffset(): number;
    _getOutputMemoryOffset(): number;
    _runInference(): number;
  }
  export default function load(options: { locateFile: (name: string) => string }): Promise<TensorFlowLite>;
}

/** Chromium's own: https://www.w3.org/TR/mediacapture-transform/ has it in workers only. */
interface MediaStreamTrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
declare var MediaStreamTrackProcessor: {
  new (options: { track: MediaStreamTrack; maxBufferSize: number }): MediaStreamTrackProcessor;
};
interface MediaStreamTrackGenerator extends MediaStreamTrack {
  readonly writable: WritableStream<VideoFrame>;
}
declare var MediaStreamTrackGenerator: { new (options: { kind: 'video' }): MediaStreamTrackGenerator };

/** Blur by the system itself, where camera and system can. */
interface MediaTrackCapabilities {
  backgroundBlur?: boolean[];
}
interface MediaTrackConstraintSet {
  backgroundBlur?: ConstrainBoolean;
}
