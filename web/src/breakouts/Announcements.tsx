import type { SessionView } from '@lectern/contract';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { freshAnnouncements, knownOf } from './announcements.ts';
import { Strip } from './Strip.tsx';

/** What hosts tell the room, above the stage until it is put away; the chat keeps it. */
export function Announcements({ view }: { view: SessionView }) {
  const { t } = useTexts();
  const [known, setKnown] = useState(() => knownOf(view));
  const [dismissed, setDismissed] = useState<ReadonlySet<number>>(new Set());
  const said = useRef<ReadonlySet<number>>(new Set());
  const { room } = view;
  // In another room, what is there already is no news.
  if (room && room.breakout_id !== known?.breakout_id) setKnown(knownOf(view));
  const fresh = known ? freshAnnouncements(view, known, dismissed) : [];
  useEffect(() => {
    for (const { id, user, text } of fresh)
      if (!said.current.has(id)) announce(t('breakouts.notice.announced', { name: personName(user), text }));
    said.current = new Set([...said.current, ...fresh.map(({ id }) => id)]);
  });
  return fresh.map(({ id, user, text }) => (
    <Strip
      key={id}
      icon={IconSpeakerphone}
      label={t('breakouts.notice.announcement', { name: personName(user) })}
      heading={t('breakouts.notice.announcement', { name: personName(user) })}
      text={<bdi>{text}</bdi>}
      dismiss={{
        name: t('breakouts.notice.dismiss'),
        onPress: () => setDismissed((before) => new Set([...before, id])),
      }}
    />
  ));
}
