import '#i18n/add-breakouts-texts.ts';
import { moderates } from '@lectern/contract';
import { SidePanel } from '#chat/SidePanel.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { OpenFeed } from '#live/session-store.ts';
import classes from './BreakoutsPanel.module.css';
import { BringRooms } from './BringRooms.tsx';
import { MyRooms } from './MyRooms.tsx';
import { OpenForm } from './OpenForm.tsx';
import { OpenRooms } from './OpenRooms.tsx';
import { Planner } from './Planner.tsx';

interface BreakoutsPanelProps {
  feed: OpenFeed;
  live: LiveSession;
  onClose: () => void;
}

/** The rooms beside the stage: hosts plan, open and look after them; others see theirs. */
export function BreakoutsPanel({ feed, live, onClose }: BreakoutsPanelProps) {
  const { t } = useTexts();
  const { view } = feed;
  const { breakouts } = view;
  const hosts = moderates(view.role);
  const open = breakouts?.opened_at != null;
  return (
    <SidePanel id="breakouts" heading={t('breakouts.heading')} close={t('breakouts.hide')} onClose={onClose}>
      <div className={classes.body}>
        {hosts && breakouts && open && <OpenRooms feed={feed} live={live} breakouts={breakouts} />}
        {hosts && !open && <Planner view={view} />}
        {hosts && !open && <BringRooms view={view} />}
        {!hosts && <MyRooms feed={feed} live={live} />}
      </div>
      {hosts && !open && (breakouts?.rooms.length ?? 0) > 0 && <OpenForm view={view} />}
    </SidePanel>
  );
}
