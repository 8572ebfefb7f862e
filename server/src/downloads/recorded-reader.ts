import type { Consent, Span } from '@lectern/contract';
import type { Executor } from '#db/connect.ts';
import { readEventsOf } from '#events/store.ts';
import { SPAN_EVENTS, spansOf } from '#recordings/spans.ts';
import { PRESENCE_EVENTS, type RecordedPerson, recordedPeople } from './recorded-people.ts';

export type ReadConsents = (session_id: number) => Promise<Consent[]>;

/** When a recording was captured and who was there, from the log; and what people decided about being shown in it. */
export async function readRecordedPeople(
  db: Executor,
  readConsents: ReadConsents,
  { id, session_id, host_id }: { id: number; session_id: number; host_id: number },
): Promise<{ spans: Span[]; people: RecordedPerson[]; consents: Consent[] }> {
  const [captured, came, consents] = await Promise.all([
    readEventsOf(db, session_id, SPAN_EVENTS),
    readEventsOf(db, session_id, PRESENCE_EVENTS),
    readConsents(session_id),
  ]);
  const spans = spansOf(captured, id);
  return { spans, people: recordedPeople(came, spans, consents, host_id), consents };
}
