import { useEffect } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { Dialog } from '#ui/Dialog.tsx';
import type { ReplayPlayer } from './player.ts';
import classes from './ReplayKeys.module.css';
import { actOfKey, keepsKey } from './replay-keys.ts';

/** Has the keys do what they do, wherever on the page one is. */
export function useReplayKeys(player: ReplayPlayer, toggleFull: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || keepsKey(event.target, event.key)) return;
      const act = actOfKey({ key: event.key, shift: event.shiftKey }, player, toggleFull);
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [player, toggleFull]);
}

export function ReplayKeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const keys = [
    [`${t('replay.keyName.space')}, K`, t('replay.key.play')],
    [t('replay.keyName.arrows'), t('replay.key.arrows')],
    ['J, L', t('replay.key.jl')],
    [t('replay.keyName.speed'), t('replay.key.speed')],
    [t('replay.keyName.ends'), t('replay.key.ends')],
    [t('replay.keyName.digits'), t('replay.key.digits')],
    ['M', t('replay.key.mute')],
    ['F', t('replay.key.full')],
  ] as const;
  return (
    <Dialog heading={t('replay.keys')} close={t('replay.keysClose')} onClose={onClose}>
      <dl className={classes.keys}>
        {keys.map(([key, text]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
