import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './EmojiGrid.module.css';
import { COLUMNS, EMOJI } from './emoji.ts';

interface EmojiGridProps {
  name: string;
  onPick: (emoji: string) => void;
  onClose: () => void;
}

/** A small set of emoji to choose from: one stop for Tab, arrow keys inside. */
export function EmojiGrid({ name, onPick, onClose }: EmojiGridProps) {
  const { t } = useTexts();
  const [at, setAt] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => grid.current?.querySelector('button')?.focus(), []);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
      return;
    }
    const to = moved(at, event.key);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
    grid.current?.querySelectorAll('button')[to]?.focus();
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div role="group" aria-label={name} className={classes.box} onKeyDown={onKeyDown}>
      <div className={classes.grid} ref={grid}>
        {EMOJI.map(([emoji, called], index) => (
          <button
            key={emoji}
            type="button"
            className={classes.emoji}
            tabIndex={index === at ? 0 : -1}
            aria-label={t(`chat.emoji.names.${called}`)}
            title={t(`chat.emoji.names.${called}`)}
            onClick={() => onPick(emoji)}
          >
            {emoji}
          </button>
        ))}
      </div>
      <button type="button" className={classes.close} aria-label={t('chat.emoji.close')} onClick={onClose}>
        <IconX size={18} aria-hidden />
      </button>
    </div>
  );
}

/** Where an arrow key leads in the grid; null where it leads nowhere. */
export function moved(at: number, key: string, count = EMOJI.length, columns = COLUMNS): number | null {
  const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const to = at + (steps[key] ?? 0);
  return to !== at && to >= 0 && to < count ? to : null;
}
