import '#i18n/add-room-texts.ts';
import { mayUse } from '@lectern/contract';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lowerHand, raiseHand } from '#api/hands.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { useShortcut } from '#keyboard/actions.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { announce } from '#ui/announcer.tsx';
import { RoundButton } from '#ui/RoundButton.tsx';
import { handNumber } from './hand-queue.ts';

/** Raises the own hand or lowers it; the key H does too. */
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
  useShortcut('hand', locked === null ? () => mutate() : () => announce(locked));
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
