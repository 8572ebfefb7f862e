import type { Icon } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { announce } from './announcer.tsx';
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
  /** Something new behind it, in words; marked by a small badge. */
  news?: { mark: string; text: string } | null;
  /** Why it cannot be used now, in words. It stays where the keyboard finds it, and says so when pressed. */
  locked?: string | null;
}

/** A button of the live room: large enough for a thumb. */
export function RoundButton({
  icon: Glyph,
  name,
  tone = 'plain',
  busy,
  label,
  count,
  news,
  locked = null,
  className,
  ...props
}: RoundButtonProps) {
  return (
    <button
      type="button"
      className={className ? `${classes.button} ${className}` : classes.button}
      data-tone={tone}
      data-wide={label !== undefined || undefined}
      aria-label={name}
      aria-busy={busy || undefined}
      title={name}
      data-count={count}
      data-news={news?.mark}
      aria-description={locked ?? news?.text}
      {...props}
      {...(locked !== null && { 'aria-disabled': true, title: locked, onClick: () => announce(locked) })}
    >
      <Glyph size={22} stroke={1.75} aria-hidden />
      {label !== undefined && <span className={classes.label}>{label}</span>}
    </button>
  );
}
