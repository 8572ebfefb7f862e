import { type Icon, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Strip.module.css';

interface StripProps {
  icon: Icon;
  tone?: 'plain' | 'warning' | 'accent';
  label: string;
  heading: ReactNode;
  text?: ReactNode;
  /** The way of putting it away, in words. */
  dismiss?: { name: string; onPress: () => void };
  children?: ReactNode;
}

/** One line above the stage: what happens, and what one can do about it. */
export function Strip({ icon: Glyph, tone = 'plain', label, heading, text, dismiss, children }: StripProps) {
  return (
    <section className={classes.strip} data-tone={tone} aria-label={label}>
      <Glyph size={20} aria-hidden className={classes.icon} />
      <div className={classes.body}>
        <span className={classes.heading}>{heading}</span>
        {text && <span className={classes.text}>{text}</span>}
      </div>
      {children && <div className={classes.acts}>{children}</div>}
      {dismiss && (
        <button type="button" className={classes.dismiss} aria-label={dismiss.name} onClick={dismiss.onPress}>
          <IconX size={18} aria-hidden />
        </button>
      )}
    </section>
  );
}
