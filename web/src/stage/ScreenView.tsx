import '#i18n/add-screen-texts.ts';
import type { Participant } from '@lectern/contract';
import type { Picture } from '#live/person-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { OtherScreen } from './OtherScreen.tsx';
import { OwnScreenNote } from './OwnScreenNote.tsx';

export interface ScreenViewProps {
  feed: OpenFeed;
  /** Who shares. */
  participant: Participant;
  picture: Picture;
}

/** A shared screen, as large as what it is put into: the own one only as a note, since it would show itself in itself. */
export function ScreenView(props: ScreenViewProps) {
  const isOwn = props.participant.user.id === props.feed.view.account_id;
  return isOwn ? <OwnScreenNote {...props} /> : <OtherScreen {...props} />;
}
