import type { Chapter, Replay } from '@lectern/contract';
import { useCallback } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { ReplayPlayer } from './player.ts';
import classes from './ReplaySide.module.css';
import { chapterName, clockTime } from './replay-words.ts';
import { useReading } from './use-player.ts';

/** The places worth going to; the one that is being watched is marked. */
export function ChapterList({ replay, player }: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTexts();
  const { chapters } = replay;
  const read = useCallback(() => chapters.findLast(({ at }) => at <= player.time()) ?? null, [chapters, player]);
  const current = useReading<Chapter | null>(player, read);
  if (chapters.length === 0) return <p className={classes.empty}>{t('replay.noChapters')}</p>;
  return (
    <ol className={classes.list}>
      {chapters.map((chapter) => (
        <li key={`${chapter.kind} ${chapter.at}`}>
          <button
            type="button"
            className={classes.entry}
            aria-current={chapter === current || undefined}
            onClick={() => player.seek(chapter.at)}
          >
            <span className={classes.soft}>{clockTime(chapter.at)}</span>
            <bdi>{chapterName(t, replay, chapter)}</bdi>
          </button>
        </li>
      ))}
    </ol>
  );
}
