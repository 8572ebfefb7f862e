import '#i18n/add-trouble-texts.ts';
import { Button } from '@mantine/core';
import { IconMicrophoneOff } from '@tabler/icons-react';
import { BackgroundBanner } from '#background/BackgroundBanner.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import { unseen } from '#live/device-news.ts';
import type { OwnDevice } from '#live/own-device.ts';
import { usePreferences } from '#settings/preferences.ts';
import { Banner } from '#ui/Banner.tsx';
import { DeviceNewsBanner } from './DeviceNewsBanner.tsx';
import classes from './DeviceNotices.module.css';
import type { DeviceNoticesProps } from './DeviceNotices.tsx';
import { DeviceTroubleBanner } from './DeviceTroubleBanner.tsx';

/** One notice for each thing; several may be true at once. */
export function DeviceNoticeList({ own, state, onJoin }: DeviceNoticesProps) {
  const { t } = useTexts();
  const { shortcuts } = usePreferences();
  function joinWithout(device: OwnDevice) {
    device.dismissTrouble();
    onJoin?.();
  }
  return (
    <div className={classes.list}>
      {(['microphone', 'camera'] as const).map((kind) => {
        const { trouble } = state[kind];
        const device = own.device(kind);
        return (
          trouble && (
            <DeviceTroubleBanner
              key={kind}
              kind={kind}
              trouble={trouble}
              onRetry={() => void own.want(kind, true)}
              onJoinWithout={onJoin && (() => joinWithout(device))}
              onDismiss={() => device.dismissTrouble()}
            />
          )
        );
      })}
      {(['microphone', 'camera', 'speaker'] as const).map((kind) => {
        const { used } = state[kind];
        const news = unseen(state[kind].news);
        const source = kind === 'speaker' ? own.speaker : own.device(kind);
        return (
          news && (
            <DeviceNewsBanner
              key={kind}
              kind={kind}
              news={news}
              off={used === null}
              onComeBack={() => void source.comeBack()}
              onDismiss={() => source.dismissNews()}
            />
          )
        );
      })}
      {state.background_trouble && (
        <BackgroundBanner
          trouble={state.background_trouble}
          onTurnOn={() => void own.want('camera', true)}
          onDismiss={() => own.background.dismissTrouble()}
        />
      )}
      {state.talks_unheard && (
        <Banner role="status" tone="warning" icon={IconMicrophoneOff} onDismiss={() => own.unheard.dismiss()}>
          <div className={classes.line}>
            <span>
              {t('unheard.talking')} {shortcuts && t('unheard.key')}
            </span>
            <Button size="xs" variant="default" onClick={() => void own.want('microphone', true)}>
              {t('unheard.turnOn')}
            </Button>
          </div>
        </Banner>
      )}
    </div>
  );
}
