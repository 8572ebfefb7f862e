/** What the page gives the worker: a camera's frames, and where the blurred ones go. */
export interface BlurOrder {
  readable: ReadableStream<VideoFrame>;
  writable: WritableStream<VideoFrame>;
}

/** What the worker says of it. */
export type BlurNews = { kind: 'ready' } | { kind: 'failed'; why: string } | { kind: 'too_slow' };
