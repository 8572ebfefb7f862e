import type { Replay } from '@lectern/contract';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { ChapterList } from './ChapterList.tsx';
import type { ReplayPlayer } from './player.ts';
import { ReplayChat } from './ReplayChat.tsx';
import { ReplayPeople } from './ReplayPeople.tsx';
import classes from './ReplaySide.module.css';

const PANELS = { chat: ReplayChat, chapters: ChapterList, people: ReplayPeople } as const;
const TABS = ['chat', 'chapters', 'people'] as const;

interface ReplaySideProps {
  replay: Replay;
  player: ReplayPlayer;
  /** The chat of a breakout is not in its recording. */
  hasChat: boolean;
}

/** What there is beside the pictures: the chat in time, the chapters, and who is there. */
export function ReplaySide({ replay, player, hasChat }: ReplaySideProps) {
  const { t } = useTexts();
  const id = useId();
  const [chosen, setOpen] = useState<(typeof TABS)[number]>('chat');
  const tabs = TABS.filter((tab) => tab !== 'chat' || hasChat);
  const open = tabs.includes(chosen) ? chosen : 'chapters';
  const Panel = PANELS[open];
  function onKey(event: KeyboardEvent) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = tabs[(tabs.indexOf(open) + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    setOpen(next);
    document.getElementById(`${id}-${next}`)?.focus();
  }
  return (
    <aside className={classes.side} aria-label={t('replay.side')}>
      <div className={classes.tabs} role="tablist" aria-label={t('replay.side')} onKeyDown={onKey}>
        {tabs.map((tab) => (
          <button
            key={tab}
            id={`${id}-${tab}`}
            type="button"
            role="tab"
            className={classes.tab}
            aria-selected={open === tab}
            aria-controls={`${id}-panel`}
            tabIndex={open === tab ? 0 : -1}
            onClick={() => setOpen(tab)}
          >
            {t(`replay.${tab}`)}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className={classes.panel} role="tabpanel" aria-labelledby={`${id}-${open}`}>
        <Panel replay={replay} player={player} />
      </div>
    </aside>
  );
}
