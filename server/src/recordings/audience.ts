import type { EventAudience } from '#events/store.ts';

/** Who hears of what becomes of a recording: who may not watch it is not told of it. */
export function audienceOf({ shared_with }: { shared_with: 'nobody' | 'participants' }): EventAudience {
  return { to: shared_with === 'participants' ? 'everyone' : 'hosts' };
}
