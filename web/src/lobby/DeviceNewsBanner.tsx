import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { DeviceNews } from '#live/device-news.ts';
import { Banner } from '#ui/Banner.tsx';
import classes from './DeviceNotices.module.css';

interface DeviceNewsBannerProps {
  kind: 'microphone' | 'camera' | 'speaker';
  news: DeviceNews;
  /** Nothing is used in its place. */
  off: boolean;
  onComeBack: () => void;
  onDismiss: () => void;
}

/** Says that a device went away or came back, and offers to use it again. */
export function DeviceNewsBanner({ kind, news, off, onComeBack, onDismiss }: DeviceNewsBannerProps) {
  const { t } = useTexts();
  switch (news.kind) {
    case 'fell_back': {
      const { lost, now } = news;
      return (
        <Banner role="status" tone="warning" icon={IconPlugConnectedX} onDismiss={onDismiss}>
          {lost === null ? t(`deviceNews.notThere.${kind}`, { now }) : t(`deviceNews.fellBack.${kind}`, { lost, now })}
        </Banner>
      );
    }
    case 'gone':
      return (
        <Banner role="alert" tone="warning" icon={IconPlugConnectedX} onDismiss={onDismiss}>
          {t(`deviceNews.gone.${kind}`)}
        </Banner>
      );
    case 'back':
      return (
        <Banner role="status" tone="warning" icon={IconPlugConnected} onDismiss={onDismiss}>
          <div className={classes.line}>
            <span>{t('deviceNews.back', { name: news.name })}</span>
            <Button size="xs" variant="default" onClick={onComeBack}>
              {t(off ? 'deviceNews.turnOn' : 'deviceNews.use')}
            </Button>
          </div>
        </Banner>
      );
    default:
      return news satisfies never;
  }
}
