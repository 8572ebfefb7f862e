import { Suspense, useState } from 'react';
import { handNumber } from '#hands/hand-queue.ts';
import { type FloatingReaction, useFloatingReactions } from '#hands/use-floating-reactions.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { usePeopleMedia } from '#live/use-live.ts';
import { lazyPart } from '#ui/lazy-part.ts';
import classes from './Stage.module.css';
import { screenTile } from './screen-part.ts';
import { SILENCE } from './silence.ts';
import { Tile } from './Tile.tsx';
import { tileKey } from './tile-key.ts';
import { useArrangement } from './use-arrangement.ts';
import { usePins } from './use-pins.ts';
import { useShown } from './use-shown.ts';
import { useSize } from './use-size.ts';

// What most rooms do without at first.
const { Part: StageExtras } = lazyPart(async () => (await import('./StageExtras.tsx')).StageExtras);
const { Part: StageFoot } = lazyPart(async () => (await import('./StageFoot.tsx')).StageFoot);

const NONE: readonly FloatingReaction[] = [];

interface StageProps {
  feed: OpenFeed;
  live: LiveSession;
  /** One has been inside for a moment: now what nobody needs at first may be loaded and drawn. */
  settled: boolean;
  /** Nothing comes from oneself at the moment. */
  dimmed?: boolean;
  /** Something else is in its place: nobody looks at it. */
  covered?: boolean;
}

/** The people and screens of the room: as large as fits, a page at a time. */
export function Stage({ feed, live, settled, dimmed = false, covered = false }: StageProps) {
  const { t } = useTexts();
  const { view } = feed;
  const people = usePeopleMedia(live);
  const floating = useFloatingReactions(view.session.id);
  const { ref, width, height } = useSize();
  const { pins, togglePin } = usePins();
  const [speakers, setSpeakers] = useState(SILENCE);
  const stage = useArrangement(feed, people, pins, speakers, { width, height });
  const { items, participants } = stage;
  // A picture put into a tile without a size would first be called off at the media engine.
  const known = width > 0 && height > 0;
  const [last, setLast] = useState<string | null>(null);
  const keys = items.map(tileKey);
  const current = last !== null && keys.includes(last) ? last : keys[0];
  const ids = (kind: 'person' | 'screen') => items.flatMap((item) => (item.kind === kind ? [item.account_id] : []));
  const [afloat, setAfloat] = useState<readonly number[]>([]);
  const persons = covered ? afloat : [...ids('person'), ...afloat];
  useShown(live, known || covered, persons, covered ? [] : ids('screen'));
  return (
    <section ref={ref} className={classes.stage} aria-label={t('live.stage')} hidden={covered}>
      {items.map((item) => {
        const participant = participants.get(item.account_id);
        const key = tileKey(item);
        if (!participant) return null;
        const { user } = participant;
        const media = people.get(user.id);
        if (item.kind === 'screen') {
          return (
            <Suspense key={key}>
              <screenTile.Part
                tile={key}
                feed={feed}
                participant={participant}
                picture={media?.screen ?? null}
                place={item.place}
              />
            </Suspense>
          );
        }
        const own = user.id === view.account_id;
        return (
          <Tile
            key={key}
            tile={key}
            user={user}
            own={own}
            picture={(known && media?.picture) || null}
            camera={media?.camera ?? participant.video_enabled}
            microphone={media?.microphone ?? participant.audio_enabled}
            speaking={media?.speaking ?? false}
            quality={media?.quality ?? 'good'}
            hand={handNumber(view.room, user.id)}
            word={view.room?.word?.id === user.id}
            away={feed.presence.get(user.id)?.away ?? null}
            reactions={floating.get(user.id) ?? NONE}
            dimmed={own && dimmed}
            pinned={pins.has(user.id)}
            current={current === key}
            settled={settled}
            onTogglePin={togglePin}
            {...item.place}
          />
        );
      })}
      {settled && (
        <Suspense>
          <StageExtras
            element={ref}
            live={live}
            people={people}
            own_id={view.account_id}
            stage={stage}
            onCurrent={setLast}
            onSpeakers={setSpeakers}
            onWatch={setAfloat}
          />
        </Suspense>
      )}
      {stage.foot && (
        <Suspense>
          <StageFoot stage={stage} />
        </Suspense>
      )}
    </section>
  );
}
