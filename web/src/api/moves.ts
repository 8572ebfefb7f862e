import { answer, client } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });

/** A connection beforehand, to where one may go; null: to the main room. */
export const warmBreakout = (id: number, breakout_id: number | null) =>
  answer(client.POST('/api/sessions/{id}/warm_breakout/', { ...at(id), body: { breakout_id } }));
export const moveToRoom = (id: number, breakout_id: number | null, tab: string) =>
  answer(client.POST('/api/sessions/{id}/move/', { ...at(id), body: { breakout_id, tab } }));
