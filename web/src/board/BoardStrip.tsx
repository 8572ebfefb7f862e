import { type Icon, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './BoardStrip.module.css';

interface BoardStripProps {
  icon: Icon;
  tone: 'plain' | 'lead' | 'warning';
  children: ReactNode;
  /** What can be done about it. */
  action?: { name: string; busy?: boolean; run: () => void };
  onDismiss?: () => void;
  /** What the cross does, where it does more than close the line. */
  dismiss?: string;
}

/** One line between the bar and the drawing: how things are with the board, and what one can do about it. */
export function BoardStrip({ icon: Glyph, tone, children, action, onDismiss, dismiss }: BoardStripProps) {
  const { t } = useTexts();
  return (
    <div className={classes.strip} data-tone={tone}>
      <Glyph size={18} aria-hidden className={classes.icon} />
      <span className={classes.text}>{children}</span>
      {action && (
        <button type="button" className={classes.action} aria-busy={action.busy || undefined} onClick={action.run}>
          {action.name}
        </button>
      )}
      {onDismiss && (
        <button
          type="button"
          className={classes.away}
          aria-label={dismiss ?? t('dismiss')}
          title={dismiss ?? t('dismiss')}
          onClick={onDismiss}
        >
          <IconX size={18} aria-hidden />
        </button>
      )}
    </div>
  );
}
