import '#i18n/add-moderation-texts.ts';
import { Radio, Stack, Text } from '@mantine/core';
import '@mantine/core/styles/Radio.css';
import { moderates, Right, ScreenSharing } from '@lectern/contract';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { changeChat } from '#api/chat.ts';
import { changeModeration } from '#api/moderation.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { Failure } from '#ui/Failure.tsx';
import { Cohosts } from './Cohosts.tsx';
import { Exceptions } from './Exceptions.tsx';
import { lockedRights } from './person-acts.ts';
import classes from './RoomSettings.module.css';
import { SettingSwitch } from './SettingSwitch.tsx';

interface RoomSettingsProps {
  feed: OpenFeed;
  onClose: () => void;
}

/** What holds for all in the room: what learners may do, whose screens are shown, and whether anybody new comes in. */
export function RoomSettings({ feed, onClose }: RoomSettingsProps) {
  const { t } = useTexts();
  const { view } = feed;
  const { session, moderation, room, role } = view;
  // Whoever is no host any more has nothing to set.
  const isOver = !moderates(role) || !moderation;
  useEffect(() => {
    if (isOver) onClose();
  }, [isOver, onClose]);
  if (isOver) return null;
  const locked = lockedRights(view);
  // Who is not in the room does not know whether its chat is open.
  const rights = Right.options.filter((right) => right !== 'chat' || room !== null);
  return (
    <Dialog heading={t('moderation.room.heading')} close={t('moderation.room.close')} onClose={onClose}>
      <Stack gap="xl">
        <Text c="var(--ink-soft)">{t('moderation.room.intro')}</Text>
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('moderation.room.may')}</legend>
          {rights.map((right) => (
            <div key={right}>
              <SettingSwitch
                label={t(`moderation.room.right.${right}`)}
                checked={!locked.includes(right)}
                onChange={(may) => setMay(session.id, right, may)}
              />
              {locked.includes(right) && <Exceptions view={view} right={right} />}
            </div>
          ))}
        </fieldset>
        <fieldset className={classes.group}>
          <legend className={classes.legend}>{t('moderation.room.door')}</legend>
          <SettingSwitch
            label={t('moderation.room.doorOpen')}
            hint={t('moderation.room.doorHint')}
            checked={moderation.door_open}
            onChange={(door_open) => changeModeration(session.id, { door_open })}
          />
        </fieldset>
        <Screens session_id={session.id} sharing={moderation.screen_sharing} />
        {role === 'host' && (
          <fieldset className={classes.group}>
            <legend className={classes.legend}>{t('moderation.room.cohosts')}</legend>
            <Cohosts view={view} />
          </fieldset>
        )}
      </Stack>
    </Dialog>
  );
}

function setMay(session_id: number, right: Right, may: boolean): Promise<unknown> {
  if (right === 'chat') return changeChat(session_id, may);
  return changeModeration(session_id, { locks: { [right]: !may } });
}

function Screens({ session_id, sharing }: { session_id: number; sharing: ScreenSharing }) {
  const { t } = useTexts();
  const change = useMutation({
    mutationFn: (screen_sharing: ScreenSharing) => changeModeration(session_id, { screen_sharing }),
  });
  return (
    <fieldset className={classes.group} aria-busy={change.isPending || undefined}>
      <legend className={classes.legend}>{t('moderation.room.screens')}</legend>
      {ScreenSharing.options.map((one) => (
        <Radio
          key={one}
          name="screen_sharing"
          value={one}
          checked={sharing === one}
          label={t(`moderation.room.${one}`)}
          {...(one === 'one' && { description: t('moderation.room.oneHint') })}
          onChange={() => change.mutate(one)}
        />
      ))}
      <Failure error={change.error} />
    </fieldset>
  );
}
