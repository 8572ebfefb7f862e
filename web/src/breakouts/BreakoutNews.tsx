import '#i18n/add-breakouts-texts.ts';
import { moderates } from '@lectern/contract';
import type { LiveSession } from '#live/live-session.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Announcements } from './Announcements.tsx';
import { EndingNotice } from './EndingNotice.tsx';
import { HelpNotices } from './HelpNotices.tsx';
import { RoomPrompt } from './RoomPrompt.tsx';

/** Above the stage: what of the rooms concerns this person now. */
export function BreakoutNews({ feed, live, onShow }: { feed: OpenFeed; live: LiveSession; onShow: () => void }) {
  const { view, clock_offset } = feed;
  const { breakouts } = view;
  const open = breakouts?.opened_at != null;
  return (
    <>
      {open && breakouts.ends_at && (
        <EndingNotice
          session_id={view.session.id}
          ends_at={breakouts.ends_at}
          clock_offset={clock_offset}
          hosts={moderates(view.role)}
        />
      )}
      {open && moderates(view.role) && <HelpNotices view={view} live={live} />}
      {open && !moderates(view.role) && <RoomPrompt view={view} live={live} onShow={onShow} />}
      <Announcements view={view} />
    </>
  );
}
