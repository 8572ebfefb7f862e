import type { Icon } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import classes from './BarTool.module.css';

interface BarToolProps extends Omit<ComponentPropsWithRef<'button'>, 'name'> {
  icon: Icon;
  /** What it does; read aloud, and shown when pointed at. */
  name: string;
  /** A word beside the icon, where there is room. */
  label?: string;
  hint?: string;
}

/** A button of the board's bar. */
export function BarTool({ icon: Glyph, name, label, hint, className, ...props }: BarToolProps) {
  return (
    <button
      type="button"
      className={className ? `${classes.tool} ${className}` : classes.tool}
      aria-label={name}
      title={hint ?? name}
      {...props}
    >
      <Glyph size={20} stroke={1.75} aria-hidden />
      {label !== undefined && <span className={classes.label}>{label}</span>}
    </button>
  );
}
