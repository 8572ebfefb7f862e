import type { BreakoutSettings } from '@lectern/contract';
import { answer, client, done } from './client.ts';

const at = (id: number) => ({ params: { path: { id: String(id) } } });
const room = (id: number, breakout_id: number) => ({
  params: { path: { id: String(id), breakout_id: String(breakout_id) } },
});

export const createBreakouts = (id: number, names: string[]) =>
  done(client.POST('/api/sessions/{id}/breakouts/', { ...at(id), body: { names } }));
export const renameBreakout = (id: number, breakout_id: number, name: string) =>
  done(client.PATCH('/api/sessions/{id}/breakouts/{breakout_id}/', { ...room(id, breakout_id), body: { name } }));
export const removeBreakout = (id: number, breakout_id: number) =>
  done(client.DELETE('/api/sessions/{id}/breakouts/{breakout_id}/', room(id, breakout_id)));
export const changeBreakoutSettings = (id: number, change: Partial<BreakoutSettings>) =>
  done(client.PATCH('/api/sessions/{id}/breakout_settings/', { ...at(id), body: change }));
export const assignBreakout = (id: number, account_id: number, breakout_id: number | null) =>
  done(
    client.POST('/api/sessions/{id}/assign_breakouts/', {
      ...at(id),
      body: { assignments: [{ account_id, breakout_id }] },
    }),
  );
export const distributeBreakouts = (id: number, how: 'random' | 'evenly') =>
  done(client.POST('/api/sessions/{id}/distribute_breakouts/', { ...at(id), body: { how } }));
export const readEarlierBreakouts = (id: number) => answer(client.GET('/api/sessions/{id}/earlier_breakouts/', at(id)));
export const copyBreakouts = (id: number, from_session_id: number) =>
  done(client.POST('/api/sessions/{id}/copy_breakouts/', { ...at(id), body: { from_session_id } }));

/** The host is about to do it: people may connect beforehand. */
export const expectMoves = (id: number, before: 'open' | 'close') =>
  done(client.POST('/api/sessions/{id}/expect_moves/', { ...at(id), body: { before } }));
export const openBreakouts = (id: number, seconds: number | null) =>
  done(client.POST('/api/sessions/{id}/open_breakouts/', { ...at(id), body: { seconds } }));
/** They close so many seconds from now; null: when a host closes them. */
export const timeBreakouts = (id: number, seconds: number | null) =>
  done(client.POST('/api/sessions/{id}/time_breakouts/', { ...at(id), body: { seconds } }));
export const askHelp = (id: number) => done(client.POST('/api/sessions/{id}/ask_help/', at(id)));
export const resolveHelp = (id: number, breakout_id: number) =>
  done(client.POST('/api/sessions/{id}/resolve_help/', { ...at(id), body: { breakout_id } }));

/** To one room, or with null to all. */
export const announceTo = (id: number, breakout_id: number | null, text: string) =>
  done(client.POST('/api/sessions/{id}/announce/', { ...at(id), body: { breakout_id, text } }));
export const bringBreakout = (id: number, breakout_id: number, what: ('board' | 'notes' | 'chat')[]) =>
  done(client.POST('/api/sessions/{id}/bring_breakout/', { ...at(id), body: { breakout_id, what } }));

/** The rooms whose chat, board and notes one may read. */
export const readBreakouts = (id: number) => answer(client.GET('/api/sessions/{id}/breakouts/', at(id)));
export const readBreakoutView = (id: number, breakout_id: number) =>
  answer(
    client.GET('/api/sessions/{id}/view/', {
      params: { path: { id: String(id) }, query: { breakout_id: String(breakout_id) } },
    }),
  );
