import { moderates } from '@lectern/contract';
import { RequestNotice } from '#bookings/RequestNotice.tsx';
import { WordNotice } from '#hands/WordNotice.tsx';
import type { OwnMedia } from '#live/own-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { ModerationNews } from '#moderation/ModerationNews.tsx';
import { RecordingNotices } from '#recordings/RecordingNotices.tsx';
import { ScreenNotice } from '#screen/ScreenNotice.tsx';

/** What has just happened and concerns this person: what hosts did, who asks to come in, the word, the recording, the own screen. */
export function RoomNews({ feed, own }: { feed: OpenFeed; own: OwnMedia }) {
  return (
    <>
      <ModerationNews feed={feed} own={own} />
      {moderates(feed.view.role) && <RequestNotice feed={feed} />}
      <RecordingNotices feed={feed} />
      <WordNotice feed={feed} />
      <ScreenNotice feed={feed} />
    </>
  );
}
