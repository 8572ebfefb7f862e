import { type Attended, SAME_STAY, type SessionEvent } from '@lectern/contract';

/** The events that tell who was there, and when. */
export const STAY_EVENTS = ['participant.joined', 'participant.left', 'session.ended'] as const;
export type StayEvent = Extract<SessionEvent, { type: (typeof STAY_EVENTS)[number] }>;

interface Line {
  user: Attended['user'];
  stays: Attended['stays'];
  /** Connected, in milliseconds, in the stays that are over. */
  spent: number;
  open: { participant_id: number; joined_at: string } | null;
}

/**
 * Who was there, from the log, in order of coming. Returns within `SAME_STAY` are one stay as people read it; the gap
 * does not count as time spent. A stay that goes on has no end, and counts until `now`.
 */
export function readStays(events: readonly StayEvent[], now: Date): Attended[] {
  const lines = new Map<number, Line>();
  for (const event of events) {
    switch (event.type) {
      case 'participant.joined': {
        const { id, user, joined_at } = event.data.participant;
        const line = lines.get(user.id) ?? { user, stays: [], spent: 0, open: null };
        lines.set(user.id, { ...line, open: { participant_id: id, joined_at }, stays: begin(line.stays, joined_at) });
        break;
      }
      case 'participant.left':
        for (const line of lines.values()) {
          if (line.open?.participant_id === event.data.participant_id) finish(line, event.data.left_at);
        }
        break;
      case 'session.ended':
        for (const line of lines.values()) finish(line, event.data.ended_at);
        break;
      default:
        event satisfies never;
    }
  }
  return [...lines.values()].map(({ user, stays, spent, open }) => {
    const going = open ? Math.max(0, now.getTime() - Date.parse(open.joined_at)) : 0;
    return { user, stays, seconds: Math.round((spent + going) / 1_000) };
  });
}

function begin(stays: Line['stays'], joined_at: string): Line['stays'] {
  const last = stays.at(-1);
  const isReturn = last?.left_at != null && Date.parse(joined_at) - Date.parse(last.left_at) < SAME_STAY;
  if (last && isReturn) return [...stays.slice(0, -1), { ...last, left_at: null }];
  return [...stays, { joined_at, left_at: null }];
}

function finish(line: Line, left_at: string): void {
  const last = line.stays.at(-1);
  if (!line.open || !last) return;
  line.spent += Math.max(0, Date.parse(left_at) - Date.parse(line.open.joined_at));
  line.stays = [...line.stays.slice(0, -1), { ...last, left_at }];
  line.open = null;
}
