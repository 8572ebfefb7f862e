import { IconAlertTriangle, IconPhotoUp } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { BoardStrip } from '../BoardStrip.tsx';
import { whyNot } from './insert-words.ts';
import type { Pictures } from './use-pictures.ts';

/** How far the pictures are that are on their way, and which could not be put on the board, with why. */
export function PictureStrips({ pictures }: { pictures: Pictures }) {
  const { t } = useTexts();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div role="group" aria-label={t('pictures.under')}>
      {pictures.items.map((item) =>
        item.state === 'working' ? (
          <BoardStrip
            key={item.key}
            icon={IconPhotoUp}
            tone="plain"
            dismiss={t('pictures.giveUp', { name: item.name })}
            onDismiss={() => pictures.giveUp(item.key)}
          >
            {t('pictures.sending', { name: item.name, percent: Math.round(item.part * 100) })}
          </BoardStrip>
        ) : (
          <div key={item.key} role="alert">
            <BoardStrip
              icon={IconAlertTriangle}
              tone="warning"
              action={{ name: t('pictures.retry'), run: () => pictures.retry(item.key) }}
              dismiss={t('pictures.giveUp', { name: item.name })}
              onDismiss={() => pictures.giveUp(item.key)}
            >
              {t('pictures.failed', { name: item.name, why: whyNot(t, item.error) })}
            </BoardStrip>
          </div>
        ),
      )}
    </div>
  );
}
