import classes from './FloatingReactions.module.css';
import type { FloatingReaction } from './use-floating-reactions.ts';

/** Reactions rising over a tile, each for a moment. */
export function FloatingReactions({ reactions }: { reactions: readonly FloatingReaction[] }) {
  return (
    <div className={classes.layer}>
      {reactions.map(({ key, emoji }) => (
        <span key={key} className={classes.emoji} style={{ left: `${20 + ((key * 37) % 60)}%` }}>
          {emoji}
        </span>
      ))}
    </div>
  );
}
