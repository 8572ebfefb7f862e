import type { SessionView, User } from '@lectern/contract';
import { roommates } from '#live/my-room.ts';

/** The people a message can concern, as one account sees them. */
export interface ChatPeople {
  host_id: number;
  /** To whom it may write privately: a learner to the host, the host to each who is here. */
  recipients: readonly User[];
  /** Whom it may mention: everybody who is here, and the host. */
  mentionable: readonly User[];
}

export function chatPeople(view: SessionView): ChatPeople {
  const { account_id } = view;
  const host = view.session.creator;
  const here = [...new Map(roommates(view).map(({ user }) => [user.id, user])).values()];
  const others = here.filter((one) => one.id !== account_id && one.id !== host.id);
  const mentionable = account_id === host.id ? others : [host, ...others];
  return { host_id: host.id, recipients: account_id === host.id ? others : [host], mentionable };
}
