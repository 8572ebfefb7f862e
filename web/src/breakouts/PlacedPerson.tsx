import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import { Menu } from '@mantine/core';
import { IconArrowsExchange, IconCheck, IconGripVertical, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { dragPerson } from './drag.ts';
import type { Placed } from './groups.ts';
import { nextPerson } from './next-person.ts';
import classes from './PlacedPerson.module.css';
import { usePlacingHere } from './placing.ts';

interface PlacedPersonProps {
  placed: Placed;
  /** The room they are in, or null for none. */
  room_id: number | null;
  note: string | null;
  speaks?: boolean;
}

/** One person of a room: dragged with the mouse, or moved by the menu of their button. */
export function PlacedPerson({
  placed: { user, state, assignable },
  room_id,
  note,
  speaks = false,
}: PlacedPersonProps) {
  const { t } = useTexts();
  const { moving } = usePlacingHere();
  const name = personName(user);
  return (
    <li
      className={classes.person}
      data-faint={state !== 'here' || undefined}
      aria-busy={moving === user.id || undefined}
      draggable={assignable}
      onDragStart={(event) => dragPerson(event, user.id)}
    >
      {assignable && <IconGripVertical size={16} stroke={1.75} aria-hidden className={classes.grip} />}
      <span className={classes.name}>
        <bdi>{name}</bdi>
        {note !== null && <span className={classes.note}>{note}</span>}
      </span>
      {speaks && (
        <IconVolume
          size={18}
          stroke={1.75}
          className={classes.speaks}
          role="img"
          aria-label={t('breakouts.open.speaking')}
        />
      )}
      {assignable && <MoveMenu user={user} name={name} room_id={room_id} />}
    </li>
  );
}

interface MoveMenuProps {
  user: Placed['user'];
  name: string;
  room_id: number | null;
}

function MoveMenu({ user, name, room_id }: MoveMenuProps) {
  const { t } = useTexts();
  const { rooms, open, current, setCurrent, move } = usePlacingHere();
  const [shown, setShown] = useState(false);
  const choices = [...rooms, null].map((room) => ({
    id: room?.id ?? null,
    label: room?.name ?? t(open ? 'breakouts.plan.toMain' : 'breakouts.plan.toNone'),
  }));
  return (
    <Menu position="bottom-end" width={240} loop withInitialFocusPlaceholder={false} opened={shown} onChange={setShown}>
      <Menu.Target>
        <button
          type="button"
          className={classes.move}
          data-move={user.id}
          tabIndex={current === user.id ? 0 : -1}
          aria-label={t('breakouts.plan.move', { name })}
          title={t('breakouts.plan.move', { name })}
          onFocus={() => setCurrent(user.id)}
          onKeyDown={(event) => {
            if (!shown) {
              nextPerson(event);
              return;
            }
            // The menu is in front: Escape is meant for it, and not also for the panel.
            event.stopPropagation();
            if (event.key === 'Escape') setShown(false);
          }}
        >
          <IconArrowsExchange size={18} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu} onKeyDown={(event) => event.stopPropagation()}>
        <Menu.Label>{t('breakouts.plan.moveTo', { name })}</Menu.Label>
        {choices.map(({ id, label }) => (
          <Menu.Item
            key={id ?? 'none'}
            aria-current={id === room_id || undefined}
            rightSection={id === room_id ? <IconCheck size={16} aria-hidden /> : null}
            onClick={() => id !== room_id && move(user, id)}
          >
            <bdi>{label}</bdi>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
