import type { Icon } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import classes from './RoundButton.module.css';

interface RoundButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'name'> {
  icon: Icon;
  /** What it does; read aloud, and shown when pointed at. */
  name: string;
  tone?: 'plain' | 'on' | 'off' | 'trouble' | 'danger';
  busy?: boolean;
  /** A word beside the icon, where there is room. */
  label?: string;
  /** A small number on it. */
  count?: number;
}

/** A button of the live room: large enough for a thumb. */
export function RoundButton({ icon: Glyph, name, tone = 'plain', busy, label, count, ...props }: RoundButtonProps) {
  return (
    <button
      type="button"
      className={classes.button}
      data-tone={tone}
      data-wide={label !== undefined || undefined}
      aria-label={name}
      aria-busy={busy || undefined}
      title={name}
      data-count={count}
      {...props}
    >
      <Glyph size={22} stroke={1.75} aria-hidden />
      {label !== undefined && <span className={classes.label}>{label}</span>}
    </button>
  );
}
