import { answer, client, done } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });
const page = (id: number, page_id: number) => ({ params: { path: { id: String(id), page_id: String(page_id) } } });

export const addPage = (id: number, key: string, name = '') =>
  answer(
    client.POST('/api/sessions/{id}/board/pages/', {
      body: { name },
      params: { path: { id: String(id) }, header: { 'idempotency-key': key } },
    }),
  );
export const renamePage = (id: number, page_id: number, name: string) =>
  done(client.PATCH('/api/sessions/{id}/board/pages/{page_id}/', { ...page(id, page_id), body: { name } }));
export const removePage = (id: number, page_id: number) =>
  done(client.DELETE('/api/sessions/{id}/board/pages/{page_id}/', page(id, page_id)));
export const clearPage = (id: number, page_id: number) =>
  done(client.POST('/api/sessions/{id}/board/pages/{page_id}/clear/', page(id, page_id)));
export const restorePage = (id: number, page_id: number) =>
  done(client.POST('/api/sessions/{id}/board/pages/{page_id}/restore/', page(id, page_id)));
/** Has the others find this page open; where one leads, takes them there. */
export const openPage = (id: number, page_id: number) =>
  done(client.POST('/api/sessions/{id}/board/pages/{page_id}/open/', page(id, page_id)));
export const lead = (id: number, on: boolean) =>
  done(client.POST('/api/sessions/{id}/board/lead/', { ...at(id), body: { on } }));
