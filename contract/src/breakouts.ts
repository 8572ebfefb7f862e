import { z } from 'zod';
import { User } from './accounts.ts';
import type { SessionEvent } from './events.ts';
import { Id, Instant } from './primitives.ts';
import { moderates, type ViewRole } from './standing.ts';

export const LONGEST_BREAKOUT_NAME = 60;
export const MOST_BREAKOUTS = 50;
/** How long before breakouts end everybody is told, in seconds; closing them counts down as long. */
export const BREAKOUTS_END_WARNING = 60;
/** How long they may be set to run at most, in seconds. */
export const LONGEST_BREAKOUTS = 12 * 60 * 60;

/** A smaller room inside a running session. */
export const Breakout = z.object({ id: Id, name: z.string() }).meta({ id: 'Breakout' });
export type Breakout = z.infer<typeof Breakout>;

/** Which breakout somebody is to go to; null: the main room. */
export const Assignment = z.object({ account_id: Id, breakout_id: Id }).meta({ id: 'Assignment' });
export type Assignment = z.infer<typeof Assignment>;

/** People of a room ask the hosts to come. */
export const HelpCall = z.object({ breakout_id: Id, user: User, asked_at: Instant }).meta({ id: 'HelpCall' });
export type HelpCall = z.infer<typeof HelpCall>;

/** What the host has chosen for the breakouts of a session. */
export const BreakoutSettings = z.object({
  /** People choose their room themselves, and may change it. */
  may_choose: z.boolean(),
  /** People may go back to the main room while breakouts are open. */
  may_return: z.boolean(),
  /** A recording of the session records the breakouts too. */
  recorded: z.boolean(),
});
export type BreakoutSettings = z.infer<typeof BreakoutSettings>;

/** What is prepared, and stays from one opening to the next. */
export const Arrangement = BreakoutSettings.extend({
  /** In order of making. */
  rooms: z.array(Breakout),
  /** By account, ascending. */
  assignments: z.array(Assignment),
});
export type Arrangement = z.infer<typeof Arrangement>;

/** The breakouts as one account sees them. Where people are, the participants say. */
export const BreakoutsView = Arrangement.extend({
  /** Null where they are not open. */
  opened_at: Instant.nullable(),
  /** When they end by themselves; null: when a host closes them. */
  ends_at: Instant.nullable(),
  /** Hosts have those of every room; others those of the room they are in. */
  help: z.array(HelpCall),
}).meta({ id: 'BreakoutsView' });
export type BreakoutsView = z.infer<typeof BreakoutsView>;

export const NO_BREAKOUTS: BreakoutsView = {
  rooms: [],
  assignments: [],
  may_choose: false,
  may_return: true,
  recorded: false,
  opened_at: null,
  ends_at: null,
  help: [],
};

/** Where a participant is called to. They are where they were until their browser has gone there. */
export const Called = z.object({
  participant_id: Id,
  /** Null: to the main room. */
  breakout_id: Id.nullable(),
});
export type Called = z.infer<typeof Called>;

/** Those events that change the breakouts. */
export type BreakoutEvent = Extract<SessionEvent, { type: `breakouts.${string}` | `help.${string}` | 'session.ended' }>;

/** Folds one event into the breakouts as one account sees them; changes nothing of what it was given. */
export function applyToBreakouts(
  breakouts: BreakoutsView | null,
  event: BreakoutEvent,
  viewer: { role: ViewRole },
): BreakoutsView | null {
  switch (event.type) {
    case 'breakouts.opened':
      return { ...event.data.arrangement, opened_at: event.at, ends_at: event.data.ends_at, help: [] };
    case 'breakouts.arranged':
      return breakouts && { ...breakouts, ...event.data };
    case 'breakouts.assigned':
      return breakouts && { ...breakouts, assignments: reassigned(breakouts.assignments, event.data.assignments) };
    case 'breakouts.timed':
      return breakouts && { ...breakouts, ends_at: event.data.ends_at };
    case 'help.asked':
      return breakouts && { ...breakouts, help: [...withoutHelp(breakouts, event.data.breakout_id), event.data] };
    case 'help.resolved':
      return breakouts && { ...breakouts, help: withoutHelp(breakouts, event.data.breakout_id) };
    case 'breakouts.closed':
    case 'session.ended':
      // What is prepared is the hosts' to see.
      if (!breakouts || !moderates(viewer.role)) return null;
      return { ...breakouts, opened_at: null, ends_at: null, help: [] };
    default:
      return event satisfies never;
  }
}

function withoutHelp({ help }: BreakoutsView, breakout_id: number): HelpCall[] {
  return help.filter((one) => one.breakout_id !== breakout_id);
}

function reassigned(
  assignments: Assignment[],
  changes: { account_id: number; breakout_id: number | null }[],
): Assignment[] {
  const changed = new Set(changes.map(({ account_id }) => account_id));
  const added = changes.flatMap(({ account_id, breakout_id }) =>
    breakout_id === null ? [] : [{ account_id, breakout_id }],
  );
  return [...assignments.filter((one) => !changed.has(one.account_id)), ...added].sort(
    (one, other) => one.account_id - other.account_id,
  );
}
