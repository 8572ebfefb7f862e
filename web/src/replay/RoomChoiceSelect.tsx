import type { ReplayRoom } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './ReplayBar.module.css';
import type { RoomChoice } from './replay-in.ts';

interface RoomChoiceSelectProps {
  rooms: readonly ReplayRoom[];
  choice: RoomChoice;
  onChoice: (choice: RoomChoice) => void;
}

/** Which room one watches, where there is more than the main one. */
export function RoomChoiceSelect({ rooms, choice, onChoice }: RoomChoiceSelectProps) {
  const { t } = useTexts();
  if (rooms.length === 0) return null;
  return (
    <select
      className={`${classes.choice} ${classes.room}`}
      aria-label={t('replay.room')}
      value={choice ?? ''}
      onChange={(event) => onChoice(Number(event.currentTarget.value) || null)}
    >
      <option value="">{t('replay.mainRoom')}</option>
      {rooms.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}
