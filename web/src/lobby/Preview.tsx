import type { User } from '@lectern/contract';
import { Stack, Text } from '@mantine/core';
import { Suspense } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { Avatar } from '#people/Avatar.tsx';
import { usePreferences } from '#settings/preferences.ts';
import { Video } from '#stage/Video.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { DeviceNotices } from './DeviceNotices.tsx';
import { DeviceToggle } from './DeviceToggle.tsx';
import classes from './Preview.module.css';

// Nothing to show before a microphone is on.
const { Part: LevelMeter } = lazyPart(async () => (await import('./LevelMeter.tsx')).LevelMeter);
const KINDS = ['microphone', 'camera'] as const;

interface PreviewProps {
  user: User;
  own: OwnMedia;
  state: OwnMediaState;
  /** Goes in now; null where one has to wait. */
  onJoin: (() => void) | null;
}

/** The own picture and sound before the others get them. What is on here is on when one comes in. */
export function Preview({ user, own, state, onJoin }: PreviewProps) {
  const { t } = useTexts();
  const { mirrored } = usePreferences();
  const { camera, microphone } = state;
  return (
    <Stack component="section" gap="md" aria-label={t('devices.preview')}>
      <div className={classes.frame}>
        {camera.track ? (
          <Video picture={camera.track} mirrored={mirrored} className={classes.video} />
        ) : (
          <div className={classes.empty}>
            <Avatar user={user} size="large" />
            <span>{t(camera.busy ? 'devices.cameraStarting' : 'devices.cameraOff')}</span>
          </div>
        )}
        <div className={classes.toggles}>
          {KINDS.map((kind) => (
            <DeviceToggle
              key={kind}
              kind={kind}
              device={state[kind]}
              onWant={(wanted) => void own.want(kind, wanted)}
            />
          ))}
        </div>
      </div>
      {microphone.track ? (
        <Suspense fallback={<div className={classes.meter} />}>
          <LevelMeter track={microphone.track.mediaStreamTrack} />
        </Suspense>
      ) : (
        <Text size="sm" c="var(--ink-soft)">
          {t(camera.wanted ? 'devices.joinSilent' : 'devices.joinOff')}
        </Text>
      )}
      <DeviceNotices own={own} state={state} onJoin={onJoin} />
    </Stack>
  );
}
