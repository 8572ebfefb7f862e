import type { SessionEvent, Span } from '@lectern/contract';

/** The events between which something is captured. */
export const SPAN_EVENTS = [
  'recording.started',
  'recording.paused',
  'recording.resumed',
  'recording.interrupted',
  'recording.stopped',
] as const;
export type SpanEvent = Extract<SessionEvent, { type: (typeof SPAN_EVENTS)[number] }>;

/** What was captured of a recording, from the log of its session: in order, none empty. `until`: for one that goes on. */
export function spansOf(events: readonly SpanEvent[], recording_id: number, until: Date | null = null): Span[] {
  const spans: Span[] = [];
  let open: string | null = null;
  const close = (at: string) => {
    if (open !== null && Date.parse(at) > Date.parse(open)) spans.push({ started_at: open, ended_at: at });
    open = null;
  };
  for (const event of events) {
    if (event.data.recording_id !== recording_id) continue;
    switch (event.type) {
      case 'recording.started':
      case 'recording.resumed':
        open ??= event.at;
        break;
      case 'recording.paused':
      case 'recording.stopped':
        close(event.at);
        break;
      case 'recording.interrupted':
        close(event.data.until);
        break;
      default:
        event satisfies never;
    }
  }
  if (until) close(until.toISOString());
  return spans;
}
