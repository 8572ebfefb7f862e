import type { PollStatus } from '@lectern/contract';

export type PollCommand = 'vote' | 'close' | 'show';

/** What a poll becomes, or null where it cannot: a table of every state and command. */
const TABLE: Record<PollStatus, Record<PollCommand, PollStatus | null>> = {
  open: { vote: 'open', close: 'closed', show: 'shown' },
  closed: { vote: null, close: null, show: 'shown' },
  shown: { vote: null, close: null, show: null },
};

export function nextPollStatus(status: PollStatus, command: PollCommand): PollStatus | null {
  return TABLE[status][command];
}
