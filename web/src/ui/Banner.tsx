import { type Icon, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './Banner.module.css';

interface BannerProps {
  icon: Icon;
  tone: 'failure' | 'warning';
  /** alert interrupts whoever listens; status waits until they are done. */
  role: 'alert' | 'status';
  title?: string;
  children: ReactNode;
  /** Where it can be put away. */
  onDismiss?: (() => void) | undefined;
}

/** Something that has gone wrong, beside what it concerns. */
export function Banner({ icon: Glyph, tone, role, title, children, onDismiss }: BannerProps) {
  const { t } = useTexts();
  return (
    <div role={role} className={classes.banner} data-tone={tone}>
      <Glyph size={20} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        {title && <strong>{title}</strong>}
        {children}
      </div>
      {onDismiss && (
        <button type="button" className={classes.dismiss} aria-label={t('dismiss')} onClick={onDismiss}>
          <IconX size={18} aria-hidden />
        </button>
      )}
    </div>
  );
}
