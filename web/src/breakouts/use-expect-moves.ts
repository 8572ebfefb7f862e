import { useEffect } from 'react';
import { expectMoves } from '#api/breakouts.ts';

/** After the last change of the plan, in milliseconds: who drags many does not tell of each. */
const AFTER_CHANGE = 700;
/** People wait for so long after they were told, and a little longer, in milliseconds. */
const AGAIN_EVERY = 60_000;

/**
 * Tells the server that the rooms are about to be opened or closed, for as long as that is so and this tab is looked at:
 * people then connect beforehand. `plan`: who is to go where, which is told anew when it changes; null: nothing is about
 * to happen. Only a hint: where it fails, moving takes a little longer.
 */
export function useExpectMoves(session_id: number, before: 'open' | 'close', plan: string | null): void {
  useEffect(() => {
    if (plan === null) return;
    const tell = () => {
      if (document.visibilityState === 'visible') void expectMoves(session_id, before).catch(() => undefined);
    };
    const first = setTimeout(tell, before === 'open' ? AFTER_CHANGE : 0);
    const again = setInterval(tell, AGAIN_EVERY);
    document.addEventListener('visibilitychange', tell);
    return () => {
      clearTimeout(first);
      clearInterval(again);
      document.removeEventListener('visibilitychange', tell);
    };
  }, [session_id, before, plan]);
}
