import type { Replay } from '@lectern/contract';
import { useMediaQuery } from '@mantine/hooks';
import { type CSSProperties, Suspense, useCallback, useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { lazyPart } from '#ui/lazy-part.ts';
import type { ReplayPlayer } from './player.ts';
import classes from './ReplayStage.module.css';
import { ReplayTile } from './ReplayTile.tsx';
import { personName } from './replay-words.ts';
import {
  isAudible,
  isSpeaking,
  keysOf,
  type Layout,
  planStage,
  type StagePlan,
  type StageTile,
  samePlan,
} from './stage-plan.ts';
import { usePlayerState, useReading, useReplayTime } from './use-player.ts';

// Only for a recording whose board is looked at.
const board = lazyPart(async () => (await import('./ReplayBoard.tsx')).ReplayBoard);

const ROOM = { wide: { grid: 16, beside: 5 }, narrow: { grid: 6, beside: 4 } };

interface ReplayStageProps {
  replay: Replay;
  player: ReplayPlayer;
  layout: Layout;
}

/** What there is to see, in the layout that the viewer chose. */
export function ReplayStage({ replay, player, layout }: ReplayStageProps) {
  const { t } = useTexts();
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const plan = usePlan(replay, player, layout, ROOM[narrow ? 'narrow' : 'wide']);
  useEffect(() => player.show(keysOf(plan)), [player, plan]);
  const { large, small, more } = plan;
  const tile = (one: StageTile) => (
    <Tile key={`${one.source}:${one.person}`} replay={replay} player={player} tile={one} />
  );
  return (
    <section className={classes.stage} aria-label={t('replay.stage')}>
      {large && (
        <ul className={classes.large}>
          {large === 'board' ? (
            <li>
              <Board replay={replay} player={player} />
            </li>
          ) : (
            tile(large)
          )}
        </ul>
      )}
      {small.length > 0 && (
        <ul
          className={large ? classes.strip : classes.grid}
          style={{ '--columns': columnsFor(small.length, narrow) } as CSSProperties}
        >
          {small.map(tile)}
        </ul>
      )}
      {!large && small.length === 0 && <div className={classes.nobody}>{t('replay.nobody')}</div>}
      {more > 0 && <span className={classes.more}>{t('replay.more', { count: more })}</span>}
    </section>
  );
}

function Board(props: { replay: Replay; player: ReplayPlayer }) {
  const { t } = useTexts();
  return (
    <Suspense fallback={<div className={classes.nobody}>{t('replay.boardLoading')}</div>}>
      <board.Part {...props} />
    </Suspense>
  );
}

function Tile({ replay, player, tile }: { replay: Replay; player: ReplayPlayer; tile: StageTile }) {
  const { t } = useTexts();
  const { pictures } = usePlayerState(player);
  const time = useReplayTime(player, 0.1);
  const person = replay.people.find(({ number }) => number === tile.person);
  if (!person) return null;
  return (
    <ReplayTile
      tile={tile}
      person={person}
      name={personName(t, replay.people, tile.person)}
      picture={pictures.get(`${tile.source}:${tile.person}`) ?? null}
      speaking={isSpeaking(person, time)}
      audible={isAudible(person, time)}
    />
  );
}

/** The plan of the moment; the same object as long as nothing of it changes. */
function usePlan(
  replay: Replay,
  player: ReplayPlayer,
  layout: Layout,
  room: { grid: number; beside: number },
): StagePlan {
  const last = useRef<StagePlan | null>(null);
  const read = useCallback(() => {
    const plan = planStage({ replay, time: player.time(), layout, room });
    if (!last.current || !samePlan(last.current, plan)) last.current = plan;
    return last.current;
  }, [replay, player, layout, room]);
  return useReading(player, read);
}

function columnsFor(count: number, narrow: boolean): number {
  if (narrow) return count <= 2 ? count : count <= 4 ? 2 : 3;
  return Math.ceil(Math.sqrt(count));
}
