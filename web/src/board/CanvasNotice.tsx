import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { type DocumentState, isNotice, type Refusal } from '#documents/open-document.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Banner } from '#ui/Banner.tsx';
import classes from './BoardCanvas.module.css';

interface CanvasNoticeProps {
  state: DocumentState;
  /** Why a change of ours was not kept a moment ago. */
  refused: Refusal | null;
  onClose: () => void;
}

/** What is to be said about the page as a whole, above it. */
export function CanvasNotice({ state, refused, onClose }: CanvasNoticeProps) {
  const { t } = useTexts();
  return (
    <div className={classes.notices}>
      {refused && (
        <Banner icon={IconAlertTriangle} tone="failure" role="alert" onDismiss={onClose}>
          {isNotice(refused) ? t(`canvas.refused.${refused}`) : t(`failures.${refused}`)}
        </Banner>
      )}
      {state.state === 'offline' && (
        <Banner icon={IconPlugConnectedX} tone="warning" role="status">
          {t('canvas.offline')}
        </Banner>
      )}
      {state.state === 'connecting' && (
        <p className={classes.loading} role="status">
          {t('canvas.loading')}
        </p>
      )}
    </div>
  );
}
