import { Button } from '@mantine/core';
import { IconDoorOff, IconMicrophoneOff } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { muteAll } from '#api/moderation.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { AgreedCount } from '#recordings/AgreedCount.tsx';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import classes from './ListTools.module.css';
import { RoomSettingsButton } from './RoomSettingsButton.tsx';

/** At the head of the list, for hosts: what is done with everybody at once. */
export function ListTools({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const silence = useMutation({
    mutationFn: () => muteAll(feed.view.session.id),
    onSuccess: () => announce(t('moderation.done.muteAll')),
  });
  return (
    <section aria-label={t('moderation.list.tools')}>
      <div className={classes.buttons}>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconMicrophoneOff size={18} aria-hidden />}
          loading={silence.isPending}
          onClick={() => silence.mutate()}
        >
          {t('moderation.list.muteAll')}
        </Button>
        <RoomSettingsButton feed={feed} size="sm" />
      </div>
      {feed.view.moderation?.door_open === false && (
        <p className={classes.door}>
          <IconDoorOff size={18} aria-hidden />
          {t('moderation.list.doorClosed')}
        </p>
      )}
      <AgreedCount view={feed.view} className={classes.door} />
      <Failure error={silence.error} />
    </section>
  );
}
