import { handNumber } from '#hands/hand-queue.ts';
import { type FloatingReaction, useFloatingReactions } from '#hands/use-floating-reactions.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { usePeopleMedia } from '#live/use-live.ts';
import { gridLayout } from './grid-layout.ts';
import { onStage } from './on-stage.ts';
import classes from './Stage.module.css';
import { Tile } from './Tile.tsx';
import { useSize } from './use-size.ts';

const GAP = 10;
const NONE: readonly FloatingReaction[] = [];

/** Everybody who is here, as large as fits. */
export function Stage({ feed, live }: { feed: OpenFeed; live: LiveSession }) {
  const { t } = useTexts();
  const people = usePeopleMedia(live);
  const { view } = feed;
  const floating = useFloatingReactions(view.session.id);
  const { ref, width, height } = useSize();
  const { shown, more } = onStage(view.participants, view.account_id);
  const tile = gridLayout(shown.length + (more > 0 ? 1 : 0), { width, height }, GAP);
  // A picture put into a tile without a size would first be called off at the media engine.
  const known = width > 0 && height > 0;
  const size = { width: tile.width, height: tile.height };
  return (
    <section ref={ref} className={classes.stage} style={{ gap: GAP }} aria-label={t('live.stage')}>
      {shown.map((participant) => {
        const media = people.get(participant.user.id);
        return (
          <Tile
            key={participant.id}
            user={participant.user}
            own={participant.user.id === view.account_id}
            picture={(known && media?.picture) || null}
            microphone={media?.microphone ?? participant.audio_enabled}
            speaking={media?.speaking ?? false}
            hand={handNumber(view.room, participant.user.id)}
            word={view.room?.word?.id === participant.user.id}
            away={feed.presence.get(participant.user.id)?.away ?? null}
            reactions={floating.get(participant.user.id) ?? NONE}
            {...size}
          />
        );
      })}
      {more > 0 && (
        <div className={classes.more} style={size}>
          {t('live.more', { count: more })}
        </div>
      )}
    </section>
  );
}
