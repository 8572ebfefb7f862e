import { mayUse } from '@lectern/contract';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { lowerHand, raiseHand } from '#api/hands.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { announce } from '#ui/announcer.tsx';
import { RoundButton } from '#ui/RoundButton.tsx';
import { handNumber } from './hand-queue.ts';

/** Raises the own hand or lowers it; the key H does too, except where one writes. */
export function HandButton({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { session, account_id, room } = feed.view;
  const number = handNumber(room, account_id);
  const isUp = number !== null;
  // A hand that is up may be lowered all the same.
  const locked = !isUp && !mayUse(feed.view, account_id, 'hand') ? t('hands.locked') : null;
  const { mutate, isPending } = useMutation({
    mutationFn: () => (isUp ? lowerHand(session.id, account_id) : raiseHand(session.id)),
    onError: () => announce(t('live.serverLost')),
  });
  const press = useRef(() => mutate());
  useEffect(() => {
    press.current = locked === null ? () => mutate() : () => announce(locked);
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === 'h' && isCommand(event)) press.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const name = t(isUp ? 'hands.lower' : 'hands.raise');
  return (
    <RoundButton
      icon={IconHandStop}
      name={name}
      title={t('hands.key', { name })}
      aria-pressed={isUp}
      aria-keyshortcuts="H"
      busy={isPending}
      locked={locked}
      {...(number === null ? {} : { count: number })}
      onClick={() => mutate()}
    />
  );
}

/** A key on its own, and not on its way into a text or a question. */
function isCommand({ target, repeat, ctrlKey, metaKey, altKey, isComposing }: KeyboardEvent): boolean {
  if (repeat || ctrlKey || metaKey || altKey || isComposing) return false;
  return !(target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog'));
}
