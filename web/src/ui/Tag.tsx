import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'neutral' | 'accent' | 'waiting' | 'live' | 'failed';

/** A state in a word or two. The word says it; the colour only helps the eye. */
export function Tag({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone}>
      {children}
    </span>
  );
}
