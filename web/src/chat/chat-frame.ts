import type { Message, User } from '@lectern/contract';
import { createContext, useContext } from 'react';

/** What can be done with messages; a chat of the past is only read. */
export interface MessageActs {
  reply: (message: Message) => void;
  edit: (message: Message) => void;
  remove: (message: Message) => void;
  react: (message: Message, emoji: string) => void;
  /** Opens the whole set of emoji for a message. */
  pick: (message: Message) => void;
  retry: (key: string) => void;
  discard: (key: string) => void;
}

/** What every message needs to know of the chat around it. It changes seldom, so that messages are drawn once. */
export interface ChatFrame {
  account_id: number;
  host_id: number;
  /** Whether one can write and edit now, or only react and delete. */
  may_write: boolean;
  /** Whether others' messages may be removed too. */
  may_remove_all: boolean;
  acts: MessageActs | null;
  nameOf: (account_id: number) => string;
  /** This account itself, and those it has come across. */
  userOf: (account_id: number) => User;
  find: (message_id: number) => Message | undefined;
  subscribe: (reader: () => void) => () => void;
  jump: (message_id: number) => void;
}

export const ChatFrameContext = createContext<ChatFrame | null>(null);

export function useChatFrame(): ChatFrame {
  const frame = useContext(ChatFrameContext);
  if (!frame) throw new Error('A message is shown outside of a chat');
  return frame;
}

/** With whom a private message is, as this account sees it; null where it is to everyone. */
export function otherParty({ user, to }: Pick<Message, 'user' | 'to'>, account_id: number): User | null {
  if (!to) return null;
  return user.id === account_id ? to : user;
}
