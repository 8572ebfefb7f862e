import { moderates } from '@lectern/contract';
import { useSyncExternalStore } from 'react';
import { sessionStore } from '#live/use-session.ts';
import { useSessionId } from '#sessions/session-id.ts';
import { PersonMenu, type PersonMenuProps } from './PersonMenu.tsx';

type TileMenuProps = Omit<PersonMenuProps, 'feed' | 'participant'> & { account_id: number };

/** The same menu on a tile. It follows the session by itself, so that the tile need not be drawn anew with all that happens. */
export function TileMenu(props: TileMenuProps) {
  const session_id = useSessionId();
  return session_id === null ? null : <Menu session_id={session_id} {...props} />;
}

function Menu({ session_id, account_id, ...look }: TileMenuProps & { session_id: number }) {
  const store = sessionStore(session_id);
  const feed = useSyncExternalStore(store.subscribe, store.getFeed);
  if (feed.kind !== 'open' || !moderates(feed.view.role)) return null;
  const participant = feed.view.participants.find((one) => one.user.id === account_id);
  return participant ? <PersonMenu feed={feed} participant={participant} {...look} /> : null;
}
