import '#i18n/add-room-texts.ts';
import { REACTIONS, type ReactionEmoji } from '@lectern/contract/hands';
import { useClickOutside } from '@mantine/hooks';
import { IconMoodSmile } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { react } from '#api/hands.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import classes from './ReactionButton.module.css';

/** A small set of reactions; each floats over the own tile at everybody's for a moment. */
export function ReactionButton({ session_id }: { session_id: number }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const area = useClickOutside<HTMLDivElement>(() => setOpen(false));
  const send = useMutation({ mutationFn: (emoji: ReactionEmoji) => react(session_id, emoji) });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears Escape on behalf of what is inside.
    <div
      ref={area}
      className={classes.area}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
    >
      <RoundButton
        ref={button}
        icon={IconMoodSmile}
        name={t('reactions.open')}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      />
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
        <div id={id} role="group" aria-label={t('reactions.open')} className={classes.box}>
          {REACTIONS.map((emoji) => (
            <button
              key={emoji}
              type="button"
              className={classes.emoji}
              aria-label={t('reactions.send', { emoji })}
              onClick={() => send.mutate(emoji)}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
