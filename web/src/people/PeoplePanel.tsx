import type { Participant } from '@lectern/contract';
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff } from '@tabler/icons-react';
import { RequestList } from '#bookings/RequestList.tsx';
import { SidePanel } from '#chat/SidePanel.tsx';
import { HandQueue } from '#hands/HandQueue.tsx';
import { handNumber } from '#hands/hand-queue.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Avatar } from './Avatar.tsx';
import { useAwayText } from './AwayMark.tsx';
import classes from './PeoplePanel.module.css';
import { personName } from './person-name.ts';
import { WaitingPeople } from './WaitingPeople.tsx';

interface PeoplePanelProps {
  feed: OpenFeed;
  onClose: () => void;
}

/** Who asks to come in, whose hand is up, who is here, and who waits. */
export function PeoplePanel({ feed, onClose }: PeoplePanelProps) {
  const { t } = useTexts();
  const { participants, role } = feed.view;
  return (
    <SidePanel
      id="participants"
      heading={t('people.heading', { count: participants.length })}
      close={t('people.close')}
      onClose={onClose}
    >
      <div className={classes.body}>
        {role === 'host' && <RequestList feed={feed} />}
        <HandQueue feed={feed} />
        <ul className={classes.list} aria-label={t('live.participants')}>
          {participants.map((participant) => (
            <Person key={participant.id} participant={participant} feed={feed} />
          ))}
        </ul>
        <WaitingPeople feed={feed} />
      </div>
    </SidePanel>
  );
}

function Person({ participant, feed }: { participant: Participant; feed: OpenFeed }) {
  const { t } = useTexts();
  const awayText = useAwayText();
  const { user, audio_enabled, video_enabled } = participant;
  const { account_id, session, room } = feed.view;
  const away = awayText(feed.presence.get(user.id));
  const hand = handNumber(room, user.id);
  const notes = [
    user.id === session.creator.id ? t('people.instructor') : null,
    room?.word?.id === user.id ? t('hands.word') : null,
    hand === null ? null : t('hands.number', { number: hand }),
    away,
  ].filter((note) => note !== null);
  return (
    <li className={classes.person} aria-label={personName(user)} data-away={away === null ? undefined : true}>
      <Avatar user={user} />
      <span className={classes.name}>
        <bdi>{user.id === account_id ? t('live.you', { name: personName(user) }) : personName(user)}</bdi>
        {notes.map((note) => (
          <span key={note} className={classes.role}>
            {note}
          </span>
        ))}
      </span>
      <Mark on={audio_enabled} kind="microphone" />
      <Mark on={video_enabled} kind="camera" />
    </li>
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
