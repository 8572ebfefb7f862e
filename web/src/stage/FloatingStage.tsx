import { createPortal } from 'react-dom';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { PeopleMedia } from '#live/person-media.ts';
import { useLiveState } from '#live/use-live.ts';
import { DeviceToggle } from '#lobby/DeviceToggle.tsx';
import { Avatar } from '#people/Avatar.tsx';
import { personName } from '#people/person-name.ts';
import classes from './FloatingStage.module.css';
import type { StageState } from './use-arrangement.ts';
import { Video } from './Video.tsx';

interface FloatingStageProps {
  target: Window;
  live: LiveSession;
  people: PeopleMedia;
  /** Whom to show. */
  account_ids: readonly number[];
  participants: StageState['participants'];
}

/** The stage in little, in a window of its own: a screen or those one would look at first, and one's microphone and camera. */
export function FloatingStage({ target, live, people, account_ids, participants }: FloatingStageProps) {
  const { t } = useTexts();
  const { own } = useLiveState(live);
  const shared = account_ids.find((id) => people.get(id)?.screen);
  const screen = shared === undefined ? null : (people.get(shared)?.screen ?? null);
  return createPortal(
    <main className={classes.stage} aria-label={t('live.stage')}>
      <div className={classes.pictures}>
        {screen && <Video picture={screen} mirrored={false} className={classes.screen} />}
        {account_ids.slice(0, screen ? 1 : undefined).map((id) => {
          const participant = participants.get(id);
          const media = people.get(id);
          if (!participant) return null;
          return (
            <figure key={id} className={classes.person} data-speaking={media?.speaking || undefined}>
              {media?.picture ? (
                <Video picture={media.picture} mirrored={false} className={classes.video} />
              ) : (
                <Avatar user={participant.user} size="large" />
              )}
              <figcaption className={classes.name}>{personName(participant.user)}</figcaption>
            </figure>
          );
        })}
      </div>
      <div className={classes.controls} role="toolbar" aria-label={t('live.controls')}>
        {(['microphone', 'camera'] as const).map((kind) => (
          <DeviceToggle
            key={kind}
            kind={kind}
            device={own[kind]}
            onWant={(wanted) => void live.own.want(kind, wanted)}
          />
        ))}
      </div>
    </main>,
    target.document.body,
  );
}
