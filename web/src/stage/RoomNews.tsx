import { moderates } from '@lectern/contract';
import { RequestNotice } from '#bookings/RequestNotice.tsx';
import { BreakoutNews } from '#breakouts/BreakoutNews.tsx';
import { WordNotice } from '#hands/WordNotice.tsx';
import type { LiveSession } from '#live/live-session.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { ModerationNews } from '#moderation/ModerationNews.tsx';
import { RecordingNotices } from '#recordings/RecordingNotices.tsx';
import { ScreenNotice } from '#screen/ScreenNotice.tsx';

/** What has just happened and concerns this person: what hosts did, who asks to come in, the rooms, the word, the recording, the own screen. */
export function RoomNews({ feed, live, onRooms }: { feed: OpenFeed; live: LiveSession; onRooms: () => void }) {
  return (
    <>
      <ModerationNews feed={feed} own={live.own} />
      {moderates(feed.view.role) && <RequestNotice feed={feed} />}
      <BreakoutNews feed={feed} live={live} onShow={onRooms} />
      <RecordingNotices feed={feed} />
      <WordNotice feed={feed} />
      <ScreenNotice feed={feed} />
    </>
  );
}
