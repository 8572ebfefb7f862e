import { moderates } from '@lectern/contract';
import { RequestNotice } from '#bookings/RequestNotice.tsx';
import { WordNotice } from '#hands/WordNotice.tsx';
import type { OpenFeed } from '#live/session-store.ts';

/** What has just happened and concerns this person: somebody asks to come in, or they have been given the word. */
export function RoomNews({ feed }: { feed: OpenFeed }) {
  return (
    <>
      {moderates(feed.view.role) && <RequestNotice feed={feed} />}
      <WordNotice feed={feed} />
    </>
  );
}
