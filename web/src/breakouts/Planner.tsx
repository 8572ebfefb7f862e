import '#i18n/add-breakouts-texts.ts';
import { MOST_BREAKOUTS, type SessionView } from '@lectern/contract';
import { ActionIcon, Button, Group } from '@mantine/core';
import { IconArrowsShuffle, IconPlus, IconScale, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { createBreakouts, distributeBreakouts, removeBreakout } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import { EarlierRooms } from './EarlierRooms.tsx';
import { plannedGroups } from './groups.ts';
import { PlacedPerson } from './PlacedPerson.tsx';
import classes from './Planner.module.css';
import { PlanSettings } from './PlanSettings.tsx';
import { PlacingContext } from './placing.ts';
import { RoomCard } from './RoomCard.tsx';
import { RoomCount } from './RoomCount.tsx';
import { RoomName } from './RoomName.tsx';
import { newNames } from './room-names.ts';
import { usePlacing } from './use-placing.ts';

/** For hosts, while the rooms are not open: which rooms there are, who is to be in them, and what people may do there. */
export function Planner({ view, wide = false }: { view: SessionView; wide?: boolean }) {
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => plannedGroups(view), [view]);
  const { placing, error } = usePlacing(view, groups, box);
  const { session, breakouts } = view;
  const rooms = breakouts?.rooms ?? [];
  const runs = session.status === 'ongoing';
  const add = useMutation({
    mutationFn: (name: string) => createBreakouts(session.id, [name]),
    onSuccess: (_answer, name) => announce(t('breakouts.plan.added', { name })),
  });
  const remove = useMutation({
    mutationFn: ({ id }: { id: number; name: string }) => removeBreakout(session.id, id),
    onSuccess: (_answer, { name }) => announce(t('breakouts.plan.removed', { name })),
  });
  const spread = useMutation({
    mutationFn: (how: 'random' | 'evenly') => distributeBreakouts(session.id, how),
    onSuccess: (_answer, how) => announce(t(`breakouts.plan.${how}Done`)),
  });
  const everybody = groups.flatMap(({ people }) => people);
  const userOf = (account_id: number) => everybody.find(({ user }) => user.id === account_id)?.user;
  const nameOf = (number: number) => t('breakouts.roomName', { number });

  if (rooms.length === 0) return <RoomCount session_id={session.id} />;
  return (
    <PlacingContext value={placing}>
      <div className={classes.planner} data-wide={wide || undefined} data-rooms ref={box}>
        <div className={classes.tools}>
          <Group gap="xs" role="group" aria-label={t('breakouts.plan.spread')}>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconArrowsShuffle size={18} aria-hidden />}
              loading={spread.isPending && spread.variables === 'random'}
              onClick={() => spread.mutate('random')}
            >
              {t('breakouts.plan.random')}
            </Button>
            <Button
              size="sm"
              variant="default"
              leftSection={<IconScale size={18} aria-hidden />}
              loading={spread.isPending && spread.variables === 'evenly'}
              onClick={() => spread.mutate('evenly')}
            >
              {t('breakouts.plan.evenly')}
            </Button>
          </Group>
          {everybody.length > 0 && <p className={classes.hint}>{t('breakouts.plan.hint')}</p>}
        </div>
        <Failure error={error ?? add.error ?? remove.error ?? spread.error} />
        <div className={classes.rooms}>
          {groups.map((group) => {
            const { room, people } = group;
            const name = room?.name ?? t('breakouts.plan.unassigned');
            const none = everybody.length === 0 ? t('breakouts.plan.noPeople') : t('breakouts.plan.allPlaced');
            return (
              <RoomCard
                key={room?.id ?? 'none'}
                group={group}
                userOf={userOf}
                name={name}
                empty={room ? t('breakouts.nobody') : none}
                {...(room && {
                  heading: <RoomName session_id={session.id} room={room} />,
                  tools: (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="lg"
                      aria-label={t('breakouts.plan.remove', { name })}
                      title={t('breakouts.plan.remove', { name })}
                      loading={remove.isPending && remove.variables.id === room.id}
                      onClick={() => remove.mutate(room)}
                    >
                      <IconX size={18} aria-hidden />
                    </ActionIcon>
                  ),
                })}
              >
                {people.map((placed) => (
                  <PlacedPerson
                    key={placed.user.id}
                    placed={runs ? placed : { ...placed, state: 'here' }}
                    room_id={room?.id ?? null}
                    note={runs && placed.state === 'absent' ? t('breakouts.plan.absent') : null}
                  />
                ))}
              </RoomCard>
            );
          })}
        </div>
        {rooms.length < MOST_BREAKOUTS && (
          <Button
            className={classes.add}
            size="sm"
            variant="default"
            leftSection={<IconPlus size={18} aria-hidden />}
            loading={add.isPending}
            onClick={() => add.mutate(newNames(rooms, 1, nameOf)[0] ?? nameOf(rooms.length + 1))}
          >
            {t('breakouts.plan.add')}
          </Button>
        )}
        {breakouts && <PlanSettings session_id={session.id} settings={breakouts} />}
        <EarlierRooms session_id={session.id} />
      </div>
    </PlacingContext>
  );
}
