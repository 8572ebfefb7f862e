import type { BlurNews, BlurOrder } from './blur-messages.ts';
import { BlurredPicture } from './blurred-picture.ts';
import { Pace, rest } from './pace.ts';
import { loadSegmenter } from './segmenter.ts';

// Frames come in and go out here, without a detour through the page: what it does never makes the picture stutter.
const loading = loadSegmenter().then((segmenter) => new BlurredPicture(segmenter));
loading.then(
  () => tell({ kind: 'ready' }),
  (error: unknown) => tell({ kind: 'failed', why: String(error) }),
);
addEventListener('message', ({ data }: MessageEvent<BlurOrder>) => {
  blur(data).catch((error: unknown) => tell({ kind: 'failed', why: String(error) }));
});

async function blur({ readable, writable }: BlurOrder): Promise<void> {
  const picture = await loading;
  const frames = readable.getReader();
  const out = writable.getWriter();
  const pace = new Pace();
  let scale = 1;
  for (;;) {
    const { done, value: frame } = await frames.read();
    if (done) return;
    const began = performance.now();
    const blurred = drawn(picture, frame, scale);
    const width = blurred.displayWidth;
    // Refused once the track is over, as where another camera is chosen.
    const written = await out.write(blurred).then(
      () => true,
      () => false,
    );
    if (!written) return void frames.cancel();
    const at = performance.now();
    const verdict = pace.note({ took: at - began, at, width });
    if (verdict === 'make_smaller') scale /= 2;
    if (verdict === 'give_up') return tell({ kind: 'too_slow' });
    await new Promise((resolve) => setTimeout(resolve, rest(at - began)));
  }
}

function drawn(picture: BlurredPicture, frame: VideoFrame, scale: number): VideoFrame {
  try {
    return new VideoFrame(picture.draw(frame, scale), { timestamp: frame.timestamp, alpha: 'discard' });
  } finally {
    frame.close();
  }
}

function tell(news: BlurNews): void {
  postMessage(news);
}
