import type { Session, SessionCreate, SessionEdit, SessionStatus } from '@lectern/contract';
import { send } from './send.ts';

export interface SessionsQuery {
  list?: 'all' | 'created' | 'joined' | 'open';
  when?: 'upcoming' | 'past' | 'any';
  q?: string;
  status?: SessionStatus | undefined;
  cursor?: string | undefined;
  limit?: number;
}
export interface Sessions {
  items: Session[];
  next: string | null;
}

export const listSessions = (query: SessionsQuery, signal?: AbortSignal) =>
  send<Sessions>('GET', '/api/sessions/', { query: { ...query }, ...(signal ? { signal } : {}) });

export const readSession = (id: number) => send<Session>('GET', `/api/sessions/${id}/`);

export const createSession = (body: SessionCreate, key: string) =>
  send<Session>('POST', '/api/sessions/', { body, headers: { 'idempotency-key': key } });

export const editSession = (id: number, body: SessionEdit) => send<Session>('PATCH', `/api/sessions/${id}/`, { body });

export type SessionCommand = 'cancel' | 'approve' | 'reject';

export const commandSession = (id: number, command: SessionCommand) =>
  send<Session>('POST', `/api/sessions/${id}/${command}/`);
