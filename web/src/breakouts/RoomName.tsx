import { type Breakout, LONGEST_BREAKOUT_NAME } from '@lectern/contract';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { renameBreakout } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import classes from './RoomName.module.css';

/** A room's name, written over in place: kept on Enter or when one goes on, taken back by Escape. */
export function RoomName({ session_id, room }: { session_id: number; room: Breakout }) {
  const { t } = useTexts();
  const [written, setWritten] = useState<string | null>(null);
  const dropped = useRef(false);
  const rename = useMutation({
    mutationFn: (name: string) => renameBreakout(session_id, room.id, name),
    onSettled: () => setWritten(null),
  });

  function keep() {
    const name = written?.trim() ?? '';
    if (dropped.current || name === '' || name === room.name) setWritten(null);
    else rename.mutate(name);
    dropped.current = false;
  }

  return (
    <div className={classes.name}>
      <input
        className={classes.field}
        aria-label={t('breakouts.plan.name', { name: room.name })}
        value={written ?? room.name}
        maxLength={LONGEST_BREAKOUT_NAME}
        dir="auto"
        onChange={(event) => setWritten(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
          if (event.key === 'Escape') {
            // Nothing written: it is meant for the panel.
            if (written === null) return;
            event.stopPropagation();
            dropped.current = true;
          }
          event.currentTarget.blur();
          event.currentTarget.focus();
        }}
      />
      <Failure error={rename.error} />
    </div>
  );
}
