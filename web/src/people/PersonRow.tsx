import type { Participant } from '@lectern/contract';
import { IconMicrophone, IconMicrophoneOff, IconScreenShare, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { handNumber } from '#hands/hand-queue.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { PersonMenu } from '#moderation/PersonMenu.tsx';
import { exemptRights, lockedRights } from '#moderation/person-acts.ts';
import { NotRecordedMark } from '#recordings/NotRecordedMark.tsx';
import { Avatar } from './Avatar.tsx';
import { useAwayText } from './AwayMark.tsx';
import classes from './PersonRow.module.css';
import { personName } from './person-name.ts';

/** One person of the list: who it is, what they are here, what comes from them, and for hosts what to do about it. */
export function PersonRow({ participant, feed }: { participant: Participant; feed: OpenFeed }) {
  const { t } = useTexts();
  const awayText = useAwayText();
  const { user, audio_enabled, video_enabled, screen_enabled } = participant;
  const { view } = feed;
  const { account_id, session, room, moderation } = view;
  const away = awayText(feed.presence.get(user.id));
  const hand = handNumber(room, user.id);
  const exempt = exemptRights(view, user.id);
  const notes = [
    user.id === session.creator.id ? t('people.instructor') : null,
    moderation?.cohosts.includes(user.id) ? t('moderation.mark.cohost') : null,
    room?.word?.id === user.id ? t('hands.word') : null,
    hand === null ? null : t('hands.number', { number: hand }),
    ...lockedRights(view)
      .filter((right) => exempt.includes(right))
      .map((right) => t(`moderation.mark.exempt.${right}`)),
    away,
  ].filter((note) => note !== null && note !== undefined);
  return (
    <div className={classes.person} data-away={away === null ? undefined : true}>
      <Avatar user={user} />
      <span className={classes.name}>
        <bdi>{user.id === account_id ? t('live.you', { name: personName(user) }) : personName(user)}</bdi>
        {notes.map((note) => (
          <span key={note} className={classes.note}>
            {note}
          </span>
        ))}
        <NotRecordedMark view={view} account_id={user.id} className={classes.note} />
      </span>
      {screen_enabled && (
        <IconScreenShare
          size={20}
          stroke={1.75}
          className={classes.mark}
          data-on
          role="img"
          aria-label={t('moderation.mark.sharing')}
        />
      )}
      <Mark on={audio_enabled} kind="microphone" />
      <Mark on={video_enabled} kind="camera" />
      <PersonMenu feed={feed} participant={participant} />
    </div>
  );
}

const ICONS = {
  microphone: {
    on: IconMicrophone,
    off: IconMicrophoneOff,
    names: { on: 'people.microphoneOn', off: 'people.microphoneOff' },
  },
  camera: { on: IconVideo, off: IconVideoOff, names: { on: 'people.cameraOn', off: 'people.cameraOff' } },
} as const;

function Mark({ on, kind }: { on: boolean; kind: keyof typeof ICONS }) {
  const { t } = useTexts();
  const state = on ? 'on' : 'off';
  const Glyph = ICONS[kind][state];
  return (
    <Glyph
      size={20}
      stroke={1.75}
      className={classes.mark}
      data-on={on || undefined}
      role="img"
      aria-label={t(ICONS[kind].names[state])}
    />
  );
}
