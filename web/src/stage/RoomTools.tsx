import { HandButton } from '#hands/HandButton.tsx';
import { ReactionButton } from '#hands/ReactionButton.tsx';
import type { OpenFeed } from '#live/session-store.ts';

/** What one does without a word: raise a hand, react. */
export function RoomTools({ feed }: { feed: OpenFeed }) {
  return (
    <>
      <HandButton feed={feed} />
      <ReactionButton session_id={feed.view.session.id} />
    </>
  );
}
