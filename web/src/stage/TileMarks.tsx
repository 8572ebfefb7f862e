import { IconHandStop, IconMicrophone2 } from '@tabler/icons-react';
import { FloatingReactions } from '#hands/FloatingReactions.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import { AwayMark } from '#people/AwayMark.tsx';
import type { TileProps } from './Tile.tsx';
import classes from './TileMarks.module.css';

/** What somebody does or is at the moment: the hand, the word, being away, reactions. */
export function TileMarks({ hand, word, away, reactions }: Pick<TileProps, 'hand' | 'word' | 'away' | 'reactions'>) {
  const { t } = useTexts();
  return (
    <>
      {(hand !== null || word || away) && (
        <div className={classes.marks}>
          {hand !== null && (
            <span className={classes.hand}>
              <IconHandStop size={18} role="img" aria-label={t('hands.number', { number: hand })} />
              <span aria-hidden>{hand}</span>
            </span>
          )}
          {word && <IconMicrophone2 size={18} role="img" aria-label={t('hands.word')} />}
          {away && <AwayMark away={away} />}
        </div>
      )}
      {reactions.length > 0 && <FloatingReactions reactions={reactions} />}
    </>
  );
}
