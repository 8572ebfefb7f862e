/** What the page's probe has seen. Times are milliseconds since 1970, as Date.now() gives them. */
export interface Probe {
  /** From each move of the pointer to the picture with the stroke as far as that, in milliseconds. */
  moves: number[];
  /** From letting go to the picture in which the stroke lies among the others. */
  ends: number[];
  /** When the colour was last painted anew, by the colour. */
  painted: Record<string, number>;
  /** When somebody last clicked. */
  clicked: number;
}

declare global {
  interface Window {
    probe: Probe;
  }
}

/**
 * Runs in the page before anything else, and must not use anything outside itself. It notes when strokes are painted.
 *
 * A stroke is drawn by filling its shape in its colour: that is seen here, whatever canvas it is done on, and it is not done
 * again for a stroke that has not changed. The picture with it is done when the frame is: a task that is posted from within
 * a frame's callbacks runs after that frame's styles, layout and painting. So a time ends when the browser has handed the
 * picture on, and begins when the browser had the event, before the page was free to take it.
 */
export function installProbe(own: string): void {
  const probe: Probe = { moves: [], ends: [], painted: {}, clicked: 0 };
  window.probe = probe;

  let inFrame = false;
  const askFrame = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (run) =>
    askFrame((time) => {
      inFrame = true;
      try {
        run(time);
      } finally {
        inFrame = false;
      }
    });
  const { port1, port2 } = new MessageChannel();
  let waiting: (() => void)[] = [];
  port1.onmessage = () => {
    const due = waiting;
    waiting = [];
    for (const one of due) one();
  };
  const afterPaint = (run: () => void) => {
    const post = () => {
      waiting.push(run);
      port2.postMessage(null);
    };
    if (inFrame) post();
    else askFrame(post);
  };

  let moved: number | null = null;
  let ended: number | null = null;
  let fresh = new Set<string>();
  const onMove = ({ buttons, timeStamp, target }: PointerEvent) => {
    if (buttons === 1 && target instanceof HTMLCanvasElement) moved ??= timeStamp;
  };
  window.addEventListener('pointermove', onMove, { capture: true });
  const onEnd = ({ timeStamp, target }: PointerEvent) => {
    moved = null;
    if (target instanceof HTMLCanvasElement) ended = timeStamp;
  };
  window.addEventListener('pointerup', onEnd, { capture: true });
  const onClick = ({ timeStamp }: MouseEvent) => {
    probe.clicked = performance.timeOrigin + timeStamp;
  };
  window.addEventListener('click', onClick, { capture: true });

  const { fill, drawImage } = CanvasRenderingContext2D.prototype;
  function filling(this: CanvasRenderingContext2D, ...given: unknown[]): void {
    const colour = String(this.fillStyle);
    if (fresh.size === 0) {
      afterPaint(() => {
        const now = performance.timeOrigin + performance.now();
        for (const one of fresh) probe.painted[one] = now;
        fresh = new Set();
      });
    }
    fresh.add(colour);
    if (colour === own && moved !== null) {
      const at = moved;
      moved = null;
      afterPaint(() => probe.moves.push(performance.now() - at));
    }
    Reflect.apply(fill, this, given);
  }
  function drawing(this: CanvasRenderingContext2D, ...given: unknown[]): void {
    if (ended !== null && this.canvas.classList.contains('static')) {
      const at = ended;
      ended = null;
      afterPaint(() => probe.ends.push(performance.now() - at));
    }
    Reflect.apply(drawImage, this, given);
  }
  Object.assign(CanvasRenderingContext2D.prototype, { fill: filling, drawImage: drawing });
}
