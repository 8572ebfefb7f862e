import { myStay } from './live-face.ts';
import { OwnScreen } from './own-screen.ts';
import type { SessionStore } from './session-store.ts';
import { sessionStore } from './use-session.ts';

const screens = new WeakMap<SessionStore, OwnScreen>();

/** What this tab shares of its screen in a session. */
export function ownScreen(session_id: number): OwnScreen {
  const store = sessionStore(session_id);
  const known = screens.get(store);
  if (known) return known;
  const made = new OwnScreen(session_id, () => {
    const feed = store.getFeed();
    return feed.kind === 'open' ? (myStay(feed.view)?.id ?? null) : null;
  });
  store.onEvent((event) => made.hear(event));
  screens.set(store, made);
  return made;
}
