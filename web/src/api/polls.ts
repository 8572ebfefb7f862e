import type { PollCreate } from '@lectern/contract';
import { answer, client } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

export const openPoll = (session_id: number, body: PollCreate, key: string) =>
  answer(
    client.POST('/api/sessions/{id}/polls/', {
      body,
      params: { path: { id: String(session_id) }, header: { 'idempotency-key': key } },
    }),
  );

export const votePoll = (id: number, option: number) =>
  answer(client.POST('/api/polls/{id}/vote/', { ...at(id), body: { option } }));

export const closePoll = (id: number) => answer(client.POST('/api/polls/{id}/close/', at(id)));
export const showPoll = (id: number) => answer(client.POST('/api/polls/{id}/show/', at(id)));
