/** One Ctrl-C can arrive several times: from the terminal, and from npm and scripts/start.mjs, which pass it on. */
const ONE_PRESS_MS = 500;

export interface StopRequests {
  /** Asked to stop: finish the work under way, then end. */
  gently: AbortSignal;
  /** Asked again: do not wait for work under way. */
  atOnce: AbortSignal;
}

/** Turns signals, and the end of the process that started us, into requests to stop. */
export function listenForStopRequests(): StopRequests {
  const gently = new AbortController();
  const atOnce = new AbortController();
  let firstAt = 0;
  const request = () => {
    if (!gently.signal.aborted) {
      firstAt = Date.now();
      gently.abort(new StopRequested());
    } else if (Date.now() - firstAt > ONE_PRESS_MS) {
      atOnce.abort(new StopRequested());
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, request);
  if (process.connected) {
    process.once('disconnect', request);
    // Its closing is all we want to know; it must not keep us running.
    process.channel?.unref();
  }
  return { gently: gently.signal, atOnce: atOnce.signal };
}

/** What a start that was asked to stop ends with. */
export class StopRequested extends Error {
  override name = 'StopRequested';
}
