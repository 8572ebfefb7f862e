import type { Participant } from '@lectern/contract';
import { IconMicrophone, IconMicrophoneOff, IconVideo, IconVideoOff, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { Avatar } from './Avatar.tsx';
import classes from './PeoplePanel.module.css';
import { personName } from './person-name.ts';

interface PeoplePanelProps {
  participants: readonly Participant[];
  account_id: number;
  creator_id: number;
  onClose: () => void;
}

/** Who is here, and what the server receives from each. */
export function PeoplePanel({ participants, account_id, creator_id, onClose }: PeoplePanelProps) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && onClose();
  return (
    <aside id="participants" className={classes.panel} aria-labelledby="participants-heading" onKeyDown={closeOnEscape}>
      <div className={classes.top}>
        <h2 id="participants-heading" tabIndex={-1} ref={heading} className={classes.heading}>
          {t('people.heading', { count: participants.length })}
        </h2>
        <RoundButton icon={IconX} name={t('people.close')} onClick={onClose} />
      </div>
      <ul className={classes.list} aria-label={t('live.participants')}>
        {participants.map(({ id, user, audio_enabled, video_enabled }) => (
          <li key={id} className={classes.person} aria-label={personName(user)}>
            <Avatar user={user} />
            <span className={classes.name}>
              {user.id === account_id ? t('live.you', { name: personName(user) }) : personName(user)}
              {user.id === creator_id && <span className={classes.role}>{t('people.instructor')}</span>}
            </span>
            <Mark on={audio_enabled} kind="microphone" />
            <Mark on={video_enabled} kind="camera" />
          </li>
        ))}
      </ul>
    </aside>
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
