import type { Document } from '@hocuspocus/server';
import { type DocumentNotice, LARGEST_DOCUMENT, LARGEST_UPDATE } from '@lectern/contract';
import type { Editor } from './editors.ts';
import type { Position } from './store.ts';
import { examine } from './update.ts';
import type { Outcome, WriteAhead } from './write-ahead.ts';

/** What we keep of a document that is open here, beside what is in it. */
export interface OpenDocument {
  name: string;
  /** How far its log is known to be in it. */
  seq: number;
  /** What its log comes to. */
  bytes: number;
  /** What waits to be written, in bytes. */
  waiting: number;
  /** Whether something was deleted since the whole log was merged: then merging it again makes room. */
  has_deleted: boolean;
  /** When that was, by `performance.now()`. */
  merged_at: number;
  /** Whose each client is: nobody may write or speak for another's. */
  owners: Map<number, number>;
}

export function newlyOpened(name: string, { seq, bytes }: Position): OpenDocument {
  return { name, seq, bytes, waiting: 0, has_deleted: true, merged_at: Number.NEGATIVE_INFINITY, owners: new Map() };
}

export type Taken =
  | { kind: 'taken' }
  /** It builds on what its sender has not said yet, and will say with it once we have asked: till then it is left out. */
  | { kind: 'ahead' }
  /** To be told to the one who sent it. */
  | { kind: 'refused'; reason: DocumentNotice['reason'] }
  /** Nothing that a client of ours sends. */
  | { kind: 'malformed' }
  /** It writes in the name of somebody else's client. */
  | { kind: 'foreign' }
  | Exclude<Outcome, { kind: 'written' }>;

export interface IntakeParts {
  writeAhead: WriteAhead;
  /** Merges the whole log of a document, so that `bytes` is what there really is. */
  mergeWholly: (open: OpenDocument) => Promise<void>;
}

/** Deleting is always possible, up to this much of the limit: it makes room once the log is merged. */
const ROOM_TO_DELETE = 1.25;
/** Merging a log that is full takes a moment, in which nothing else happens: not more often than this, in milliseconds. */
const MERGE_EVERY = 5_000;
/** As how many clients one connection may write: one, and what it has of others where those have written elsewhere. */
const MOST_CLIENTS = 400;
/** Whoever waits longer than this for their change to be written is not read from meanwhile, in milliseconds. */
const HOLD_AFTER = 100;

export type Intake = ReturnType<typeof createIntake>;

/** Decides about each change that comes, and sees that it is written down before anybody gets it. */
export function createIntake({ writeAhead, mergeWholly }: IntakeParts) {
  /** A change that somebody sent. */
  async function take(open: OpenDocument, document: Document, editor: Editor, update: Uint8Array): Promise<Taken> {
    const news = examine(document, update);
    if (news.kind === 'nothing') return { kind: 'taken' };
    if (news.kind === 'malformed' || news.kind === 'ahead') return news;
    if (editor.may !== 'write') return { kind: 'refused', reason: 'locked' };
    if (update.length > LARGEST_UPDATE) return { kind: 'refused', reason: 'too_large' };
    if (!news.clients.every((client) => claim(open, client, editor.signed_in.id))) return { kind: 'foreign' };
    for (const client of news.clients) editor.clients.add(client);
    if (editor.clients.size > MOST_CLIENTS) return { kind: 'malformed' };
    if (!(await hasRoom(open, update.length, news.only_deletes))) return { kind: 'refused', reason: 'full' };
    if (news.deletes) open.has_deleted = true;
    let release = () => {};
    const hold = setTimeout(() => {
      release = editor.socket.hold();
    }, HOLD_AFTER);
    try {
      return await write(open, update);
    } finally {
      clearTimeout(hold);
      release();
    }
  }

  /** Writes it down. Whether there is room for it is not asked: so our own changes come straight here. */
  async function write(open: OpenDocument, update: Uint8Array): Promise<Taken> {
    open.waiting += update.length;
    const outcome = await writeAhead.write(open.name, update);
    open.waiting -= update.length;
    if (outcome.kind !== 'written') return outcome;
    // Where other servers have written in between, those rows are read before the number moves on.
    if (outcome.at.seq === open.seq + 1) open.seq = outcome.at.seq;
    open.bytes = outcome.at.bytes;
    return { kind: 'taken' };
  }

  async function hasRoom(open: OpenDocument, size: number, only_deletes: boolean): Promise<boolean> {
    const most = only_deletes ? LARGEST_DOCUMENT * ROOM_TO_DELETE : LARGEST_DOCUMENT;
    const fits = () => open.bytes + open.waiting + size <= most;
    if (fits()) return true;
    if (!open.has_deleted || performance.now() < open.merged_at + MERGE_EVERY) return false;
    await mergeWholly(open);
    return fits();
  }

  return { take, write };
}

/** Whether this client is the account's: it is once the account was the first to use it. */
export function claim({ owners }: OpenDocument, client: number, account_id: number): boolean {
  const owner = owners.get(client);
  if (owner === undefined) owners.set(client, account_id);
  return owner === undefined || owner === account_id;
}
