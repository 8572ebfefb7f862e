import type { User } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import classes from './MentionList.module.css';

interface MentionListProps {
  id: string;
  people: readonly User[];
  /** The place of the one that Enter would take. */
  chosen: number;
  onPick: (user: User) => void;
}

/** Who may be meant. The focus stays in the field, whose keys choose here. */
export function MentionList({ id, people, chosen, onPick }: MentionListProps) {
  const { t } = useTexts();
  return (
    <div id={id} role="listbox" tabIndex={-1} aria-label={t('chat.mention.suggestions')} className={classes.list}>
      {people.map((user, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the field.
        <div
          key={user.id}
          id={`${id}-${user.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === chosen}
          className={classes.option}
          // So that the field keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(user)}
        >
          <bdi className={classes.name}>{personName(user)}</bdi>
          <span className={classes.username}>@{user.username}</span>
        </div>
      ))}
    </div>
  );
}
