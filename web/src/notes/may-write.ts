import { mayUse, type SessionView } from '@lectern/contract';

const OVER = new Set<SessionView['session']['status']>(['completed', 'cancelled', 'expired']);

/** Whether one may write into the notes as things are. The server holds to the same; here it says what to offer. */
export function mayWriteNotes(view: SessionView): boolean {
  return !OVER.has(view.session.status) && mayUse(view, view.account_id, 'board');
}
