import type { SessionView, User } from '@lectern/contract';
import { useMutation } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { assignBreakout } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import type { RoomGroup } from './groups.ts';
import type { Placing } from './placing.ts';

/** Moves people between the rooms of `groups`; the keyboard goes with whom it moved. */
export function usePlacing(view: SessionView, groups: readonly RoomGroup[], box: RefObject<HTMLElement | null>) {
  const { t } = useTexts();
  const [current, setCurrent] = useState<number | null>(null);
  const followed = useRef<number | null>(null);
  const { session, breakouts } = view;
  const rooms = breakouts?.rooms ?? [];
  const open = breakouts?.opened_at != null;
  const change = useMutation({
    mutationFn: ({ user, breakout_id }: { user: User; breakout_id: number | null }) =>
      assignBreakout(session.id, user.id, breakout_id),
    onSuccess: (_answer, { user, breakout_id }) => {
      const name = personName(user);
      const room = rooms.find((one) => one.id === breakout_id)?.name;
      if (room) announce(t(open ? 'breakouts.plan.called' : 'breakouts.plan.moved', { name, room }));
      else announce(t(open ? 'breakouts.plan.calledBack' : 'breakouts.plan.movedOut', { name }));
    },
  });

  const movable = groups.flatMap(({ people }) => people.filter((one) => one.assignable));
  const known = movable.some(({ user }) => user.id === current);
  const first = movable[0]?.user.id ?? null;
  const where = groups.find(({ people }) => people.some(({ user }) => user.id === followed.current))?.room?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: as soon as the person is in another list.
  useEffect(() => {
    const account_id = followed.current;
    if (account_id === null) return;
    // Wherever else the keyboard went meanwhile, it stays.
    if (document.activeElement && document.activeElement !== document.body) {
      if (!box.current?.contains(document.activeElement)) followed.current = null;
      return;
    }
    box.current?.querySelector<HTMLElement>(`[data-move="${account_id}"]`)?.focus();
    followed.current = null;
  }, [where]);

  const placing: Placing = {
    rooms,
    open,
    current: known ? current : first,
    setCurrent,
    moving: change.isPending ? change.variables.user.id : null,
    move: (user, breakout_id) => {
      followed.current = user.id;
      setCurrent(user.id);
      change.mutate({ user, breakout_id });
    },
  };
  return { placing, error: change.error };
}
