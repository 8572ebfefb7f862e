import type { SessionCreate } from '@lectern/contract';
import { answer, client } from './client.ts';
import type { paths } from './schema.d.ts';

type Query = NonNullable<paths['/api/sessions/']['get']['parameters']['query']>;
export type SessionsQuery = { [Name in keyof Query]?: Query[Name] | undefined };

export function listSessions(query: SessionsQuery, signal: AbortSignal) {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
  return answer(client.GET('/api/sessions/', { params: { query: given }, signal }));
}

export const readSession = (id: number) => answer(client.GET('/api/sessions/{id}/', at(id)));

export const createSession = (body: SessionCreate, key: string) =>
  answer(client.POST('/api/sessions/', { body, params: { header: { 'idempotency-key': key } } }));

type Edit = NonNullable<paths['/api/sessions/{id}/']['patch']['requestBody']>['content']['application/json'];

export const editSession = (id: number, body: Edit) => answer(client.PATCH('/api/sessions/{id}/', { ...at(id), body }));

export type SessionCommand = 'cancel' | 'approve' | 'reject';

export const commandSession = (id: number, command: SessionCommand) =>
  answer(client.POST(`/api/sessions/{id}/${command}/`, at(id)));

const at = (id: number) => ({ params: { path: { id: String(id) } } });
