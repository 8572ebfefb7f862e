import { z } from 'zod';
import { Breakout, BreakoutSettings, LONGEST_BREAKOUT_NAME, LONGEST_BREAKOUTS, MOST_BREAKOUTS } from './breakouts.ts';
import { LONGEST_MESSAGE, Message } from './chat.ts';
import { MediaAccess, Tab } from './live.ts';
import { Id, typedText } from './primitives.ts';

const BreakoutName = typedText(1, LONGEST_BREAKOUT_NAME);
/** A breakout, or null for the main room. */
const Room = Id.nullable();

/** Which room is read: `main` or a breakout's id; without it the one where the account is. */
export const RoomQuery = z.object({
  breakout_id: z
    .string()
    .regex(/^(main|[1-9]\d{0,9})$/, 'must be main or a positive integer')
    .transform((text) => (text === 'main' ? null : Number(text)))
    .pipe(Room)
    .optional(),
});

const Seconds = z.int().min(0).max(LONGEST_BREAKOUTS);

/** POST breakouts/: as many rooms as names. */
export const BreakoutsCreate = z
  .object({ names: z.array(BreakoutName).min(1).max(MOST_BREAKOUTS) })
  .meta({ id: 'BreakoutsCreate' });
/** PATCH breakouts/{breakout_id}/. */
export const BreakoutRename = z.object({ name: BreakoutName }).meta({ id: 'BreakoutRename' });
/** PATCH breakout_settings/: only what is named changes. */
export const BreakoutSettingsChange = BreakoutSettings.partial().meta({ id: 'BreakoutSettingsChange' });
/** POST assign_breakouts/: null takes somebody out of their room. */
export const BreakoutsAssign = z
  .object({
    assignments: z
      .array(z.object({ account_id: Id, breakout_id: Room }))
      .min(1)
      .max(1_000),
  })
  .meta({ id: 'BreakoutsAssign' });
/** POST distribute_breakouts/. random: everybody anew. evenly: who has no room goes to the emptiest; others stay. */
export const BreakoutsDistribute = z.object({ how: z.enum(['random', 'evenly']) }).meta({ id: 'BreakoutsDistribute' });
/** POST copy_breakouts/: the rooms and assignments of an earlier session of the same creator. */
export const BreakoutsCopy = z.object({ from_session_id: Id }).meta({ id: 'BreakoutsCopy' });
/** POST open_breakouts/: for so long; null: until a host closes them. */
export const BreakoutsOpen = z.object({ seconds: Seconds.min(1).nullable() }).meta({ id: 'BreakoutsOpen' });
/** POST time_breakouts/: they end so many seconds from now; null: when a host closes them; 0: at once. */
export const BreakoutsTime = z.object({ seconds: Seconds.nullable() }).meta({ id: 'BreakoutsTime' });
/** POST warm_breakout/: a connection beforehand, to where one may go or is likely to be called. */
export const BreakoutWarm = z.object({ breakout_id: Room }).meta({ id: 'BreakoutWarm' });
/** POST expect_moves/: the host is about to open the rooms, or to close them, and people can connect beforehand. */
export const MovesExpect = z.object({ before: z.enum(['open', 'close']) }).meta({ id: 'MovesExpect' });
/** POST move/: to another room. */
export const MoveRequest = z.object({ breakout_id: Room, tab: Tab.optional() }).meta({ id: 'MoveRequest' });
/** POST ask_help/ is for the room one is in. POST resolve_help/. */
export const HelpResolve = z.object({ breakout_id: Id }).meta({ id: 'HelpResolve' });
/** POST announce/: to one room, or with null to all. */
export const Announce = z.object({ text: typedText(1, LONGEST_MESSAGE), breakout_id: Room }).meta({ id: 'Announce' });
/** One message for each room to which it went. */
export const Announced = z.object({ items: z.array(Message) });
/** POST bring_breakout/: what of a room is to be had in the main room. */
export const BreakoutBring = z
  .object({ breakout_id: Id, what: z.array(z.enum(['board', 'notes', 'chat'])).min(1) })
  .meta({ id: 'BreakoutBring' });

/** What was brought: how many pages, and whether there was anything new of the notes and the chat. */
export const BreakoutBrought = z.object({ pages: z.int(), notes: z.boolean(), chat: z.boolean() });
export type BreakoutBrought = z.infer<typeof BreakoutBrought>;

/** GET breakouts/: the rooms whose chat, board and notes this account may read. */
export const Breakouts = z.object({ items: z.array(Breakout) });
/** GET earlier_breakouts/: sessions of this host whose rooms can be copied, latest first. */
export const EarlierBreakouts = z.object({
  items: z.array(z.object({ session_id: Id, title: z.string(), rooms: z.array(z.string()), assigned: z.int() })),
});
export const MoveAnswer = z.object({ media: MediaAccess });
