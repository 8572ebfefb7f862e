import type { SessionView } from '@lectern/contract';
import { ownScreen } from '#live/this-screen.ts';
import { whyNot } from './may-share.ts';

/** Shares the own screen, or ends that. From a click or a key only: the browser's picker opens for nothing else. */
export function toggleShare(view: SessionView): void {
  const own = ownScreen(view.session.id);
  const code = whyNot(view);
  if (own.getState().kind !== 'off') own.stop();
  else if (code) own.explain({ kind: 'refused', code });
  else void own.start();
}
