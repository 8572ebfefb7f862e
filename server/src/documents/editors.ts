import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '@hocuspocus/server';
import type { ErrorCode } from '@lectern/contract';
import type { SignedIn } from '#accounts/service.ts';
import type { DocumentSocket } from './socket.ts';

/** What an account may do with a session's documents now. */
export type May = 'nothing' | 'read' | 'write';

/** One document that one socket has open, or is opening. */
export interface Editor {
  signed_in: SignedIn;
  session_id: number;
  /** The document's. */
  name: string;
  socket: DocumentSocket;
  may: May;
  /** Why not, where that is nothing. */
  refusal: ErrorCode;
  /** Null until the document is there. */
  connection: Connection | null;
  /** As which clients it has written. */
  clients: Set<number>;
  /** Whether it has said what we lacked when it came. */
  told: boolean;
}

/** What an account may do with the documents of a room, and why not where it is nothing. */
export interface Rights {
  may: May;
  refusal: ErrorCode;
}

/** Whose a document is: a session's main room's, or one of its breakouts'. */
export interface DocumentRoom {
  session_id: number;
  breakout_id: number | null;
}

/** What these accounts may do with the documents of each room of a session now. */
export type ReadRights = (
  session_id: number,
  signed_in: SignedIn[],
) => Promise<(account_id: number, breakout_id: number | null) => Rights>;

export interface EditorsParts {
  readRights: ReadRights;
  /** Which room a document is of; null where there is no such document. */
  findRoom: (name: string) => Promise<DocumentRoom | null>;
  onError: (error: unknown) => void;
}

/** What is said of a document that is not there. */
export function notThere(name: string): ErrorCode {
  if (name.startsWith('page/')) return 'page_not_found';
  return name.split('/').length > 2 ? 'breakout_not_found' : 'session_not_found';
}

/** The close code of a document whose reason is one of our error codes. */
const CUT = 4403;
/** After the rights could not be read they are read again this much later, in milliseconds. */
const RETRY_AFTER = 1_000;

export type Editors = ReturnType<typeof createEditors>;

/** Who has which document open on this server, and what they may do with it. */
export function createEditors({ readRights, findRoom, onError }: EditorsParts) {
  const bySession = new Map<number, Set<Editor>>();
  const looking = new Map<number, { now: Promise<void>; next: Promise<void> | null }>();
  /** The sessions whose rights may be others by now than those we know: they could not be read. */
  const unread = new Set<number>();

  const of = (session_id: number): Editor[] => [...(bySession.get(session_id) ?? [])];

  /** Reads the rights of everybody here anew, by a query that begins later than now. One at a time for each session. */
  function look(session_id: number): Promise<void> {
    const begin = () => {
      const own = { now: lookNow(session_id), next: null };
      looking.set(session_id, own);
      const forget = () => {
        if (looking.get(session_id) === own && own.next === null) looking.delete(session_id);
      };
      own.now.then(forget, forget);
      return own.now;
    };
    const known = looking.get(session_id);
    if (!known) return begin();
    known.next ??= known.now.then(begin, begin);
    return known.next;
  }

  async function lookNow(session_id: number): Promise<void> {
    const editors = of(session_id);
    if (editors.length === 0) return;
    const accounts = new Map(editors.map(({ signed_in }) => [signed_in.id, signed_in]));
    const names = [...new Set(editors.map(({ name }) => name))];
    unread.add(session_id);
    const [rightsOf, rooms] = await Promise.all([
      readRights(session_id, [...accounts.values()]),
      Promise.all(names.map(async (name) => [name, await findRoom(name)] as const)),
    ]);
    unread.delete(session_id);
    const roomOf = new Map(rooms);
    for (const editor of editors) {
      const room = roomOf.get(editor.name);
      if (room?.session_id !== session_id) {
        cut(editor, notThere(editor.name));
        continue;
      }
      const { may, refusal } = rightsOf(editor.signed_in.id, room.breakout_id);
      if (may === 'nothing') cut(editor, refusal);
      else editor.may = may;
    }
  }

  /** When what is known of the rights is not older than the news that have come. */
  async function upToDate(session_id: number): Promise<void> {
    while (unread.has(session_id)) {
      const known = looking.get(session_id);
      await (known ? (known.next ?? known.now).catch(() => undefined) : delay(RETRY_AFTER));
    }
  }

  function cut(editor: Editor, reason: ErrorCode): void {
    editor.may = 'nothing';
    editor.refusal = reason;
    editor.connection?.close({ code: CUT, reason });
  }

  return {
    look,
    upToDate,
    /** The same for whoever has nothing to wait for: news of this session may have changed who may what. Never throws. */
    lookSoon(session_id: number): void {
      if (!bySession.has(session_id)) return;
      // From now on nobody goes by what is known.
      unread.add(session_id);
      look(session_id).catch((error: unknown) => {
        onError(error);
        setTimeout(() => this.lookSoon(session_id), RETRY_AFTER).unref();
      });
    },
    add(editor: Editor): void {
      const known = bySession.get(editor.session_id) ?? new Set<Editor>();
      bySession.set(editor.session_id, known.add(editor));
    },
    remove(editor: Editor): void {
      const known = bySession.get(editor.session_id);
      known?.delete(editor);
      if (known?.size !== 0) return;
      bySession.delete(editor.session_id);
      unread.delete(editor.session_id);
    },
    /** Its documents that were still being opened; the others say themselves when they are closed. */
    forgetSocket(socket: DocumentSocket): void {
      for (const all of bySession.values()) {
        for (const one of all) if (one.socket === socket && one.connection === null) this.remove(one);
      }
    },
    cut,
    /** How many documents an account has open here; the same one in two tabs is two. */
    countOf: (account_id: number): number =>
      [...bySession.values()].flatMap((all) => [...all].filter(({ signed_in }) => signed_in.id === account_id)).length,
    sessions: (): number[] => [...bySession.keys()],
    ofDocument: (name: string): Editor[] =>
      [...bySession.values()].flatMap((all) => [...all].filter((one) => one.name === name)),
  };
}
