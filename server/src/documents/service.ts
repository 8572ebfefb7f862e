import type { Server as HttpServer } from 'node:http';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { type Document, type Extension, Hocuspocus } from '@hocuspocus/server';
import { parseDocumentName } from '@lectern/contract';
import * as Y from 'yjs';
import type { SignedIn } from '#accounts/service.ts';
import type { BusState } from '#bus/bus.ts';
import type { Database } from '#db/connect.ts';
import { Refusal } from '#http/refusal.ts';
import { applyRows, chooseRows, mergeRows } from './compaction.ts';
import { createDoor } from './door.ts';
import { createEditors, type DocumentRoom, notThere, type ReadRights } from './editors.ts';
import { createHooks, type DocumentContext, NotOpened } from './hooks.ts';
import { createIntake, newlyOpened, type OpenDocument } from './intake.ts';
import { DocumentsOverRedis } from './redis.ts';
import { appendUpdate, compactLog, deleteDocument, openDocument, readBehind } from './store.ts';
import { createWriteAhead } from './write-ahead.ts';

export interface DocumentsParts {
  db: Database;
  server: HttpServer;
  publicUrl: string;
  /** Where the servers of this site hear of each other; null: this one is alone. */
  redisUrl: string | null;
  busState: () => BusState;
  whoIs: (cookie: string | undefined) => Promise<SignedIn | null>;
  readRights: ReadRights;
  /** Which room a page of the board is of. */
  findPageRoom: (page_id: number) => Promise<DocumentRoom | null>;
  /** Whether a session has, or had, this breakout. */
  hadBreakout: (session_id: number, breakout_id: number) => Promise<boolean>;
  /** The last number of each of these sessions' logs. */
  readLastSeqs: (session_ids: number[]) => Promise<Map<number, number>>;
  /** The clock of the log of events, on which a recording lies too. */
  now: () => Date;
  onError: (error: unknown) => void;
}

/** A log is merged when nothing has changed for a moment, or has for a while, in milliseconds. */
const MERGE_WHEN = { debounce: 1_000, maxDebounce: 4_000 };
/** How many rows a log must have gained to be merged while people go on, and when they have gone. */
const MANY_ROWS = 32;
const FEW_ROWS = 2;
/** How long the end waits for the logs to be merged: so often, so long each time, in milliseconds. */
const MOST_WAITS = 100;
const WAIT = 20;
/** What others have written, and what they may, is not written again. */
const FROM_THE_LOG = { source: 'redis' } as const;

export type Documents = ReturnType<typeof createDocuments>;

declare module 'fastify' {
  interface FastifyInstance {
    documents: Documents;
  }
}

/** What people edit together by Yjs: held by Hocuspocus while it is open, and kept in PostgreSQL before anybody gets it. */
export function createDocuments(parts: DocumentsParts) {
  const { db, onError } = parts;
  const opened = new WeakMap<Document, OpenDocument>();
  const lastSeqs = new Map<number, number>();

  const writeAhead = createWriteAhead({
    append: (name, update) => appendUpdate(db.orm, name, update, parts.now()),
    onError,
  });
  const intake = createIntake({ writeAhead, mergeWholly: (open) => merge(open, (rows) => rows.map(({ seq }) => seq)) });
  const editors = createEditors({ readRights: parts.readRights, findRoom, onError });
  const hooks = createHooks({
    editors,
    intake,
    findRoom,
    load,
    find: (document) => opened.get(document),
    async merge(document) {
      const open = opened.get(document);
      const at_least = document.getConnectionsCount() > 0 ? MANY_ROWS : FEW_ROWS;
      if (open) await merge(open, (rows) => chooseRows(rows, at_least));
    },
    async settle({ name }) {
      await writeAhead.settled(name);
      // Whoever waited for it goes on first.
      await turn();
    },
    onError,
  });
  const extensions: Extension<DocumentContext>[] = [hooks];
  if (parts.redisUrl) extensions.push(new DocumentsOverRedis(parts.redisUrl, onError));
  const hocuspocus = new Hocuspocus<DocumentContext>({ ...MERGE_WHEN, quiet: true, extensions });
  const door = createDoor({
    server: parts.server,
    publicUrl: parts.publicUrl,
    whoIs: parts.whoIs,
    hocuspocus,
    onGone: (socket) => editors.forgetSocket(socket),
    onError,
  });

  async function findRoom(name: string): Promise<DocumentRoom | null> {
    const id = parseDocumentName(name);
    switch (id?.kind) {
      case undefined:
        return null;
      case 'page':
        return parts.findPageRoom(id.page_id);
      case 'notes':
        return notesRoom(id);
      default:
        return id satisfies never;
    }
  }

  async function notesRoom({ session_id, breakout_id }: DocumentRoom): Promise<DocumentRoom | null> {
    const is_there = breakout_id === null || (await parts.hadBreakout(session_id, breakout_id));
    return is_there ? { session_id, breakout_id } : null;
  }

  async function load(document: Document): Promise<void> {
    const { name } = document;
    const room = await findRoom(name);
    if (!room) throw new NotOpened(notThere(name));
    const rows = await openDocument(db.orm, name, room.session_id);
    complainOf(name, applyRows(document, rows, FROM_THE_LOG));
    // To nobody: what waits to be told would be told to whoever opens it now, who gets all of it anyhow.
    document.flush();
    const bytes = rows.reduce((sum, { data }) => sum + data.length, 0);
    opened.set(document, newlyOpened(name, { seq: rows.at(-1)?.seq ?? 0, bytes }));
  }

  function complainOf(name: string, bad: number[]): void {
    if (bad.length > 0) onError(new Error(`Updates of ${name} that cannot be read were left out: ${bad.join(', ')}`));
  }

  /** Never throws: a log that is longer than it need be is no harm. */
  async function merge(open: OpenDocument, choose: Parameters<typeof compactLog>[2]): Promise<void> {
    try {
      let wholly = false;
      const at = await compactLog(db, open.name, choose, (rows, whole) => {
        wholly = whole;
        return mergeRows(rows, whole);
      });
      if (!at) return;
      open.bytes = at.bytes;
      if (!wholly) return;
      open.has_deleted = false;
      open.merged_at = performance.now();
    } catch (error) {
      onError(error);
    }
  }

  function openDirectly(name: string) {
    return hocuspocus.openDirectConnection(name).catch((error: unknown) => {
      throw error instanceof NotOpened ? new Refusal(error.reason) : error;
    });
  }

  /**
   * Changes a document from here, by the same way as a change that somebody sends: written down first, then given to
   * whoever has it open, on every server.
   */
  async function edit(name: string, change: (document: Y.Doc) => void): Promise<void> {
    const direct = await openDirectly(name);
    try {
      const { document } = direct;
      const open = document && opened.get(document);
      if (!document || !open) throw new Error(`${name} could not be opened`);
      const update = changeOf(document, change);
      if (!update) return;
      const taken = await intake.write(open, update);
      if (taken.kind !== 'taken') throw new Refusal(taken.kind === 'gone' ? 'page_not_found' : 'service_unavailable');
      await direct.transact((target) => Y.applyUpdate(target, update));
    } finally {
      await direct.disconnect({ unloadImmediately: false });
    }
  }

  /** What is in a document now, on a copy. */
  async function read(name: string): Promise<Y.Doc> {
    const direct = await openDirectly(name);
    try {
      const copy = new Y.Doc();
      if (direct.document) Y.applyUpdate(copy, Y.encodeStateAsUpdate(direct.document));
      return copy;
    } finally {
      await direct.disconnect({ unloadImmediately: false });
    }
  }

  /** For a page that was removed: nobody has it open any more, and nothing is left of it. */
  async function forget(name: string): Promise<void> {
    await deleteDocument(db.orm, name);
    for (const editor of editors.ofDocument(name)) editors.cut(editor, 'page_not_found');
  }

  /** Reads what nobody told us of: what others wrote, and whose rights have changed. */
  async function catchUp(): Promise<void> {
    if (parts.busState() === 'none') return;
    const last = await parts.readLastSeqs(editors.sessions());
    for (const [session_id, seq] of last) {
      if (lastSeqs.get(session_id) !== seq) editors.lookSoon(session_id);
    }
    lastSeqs.clear();
    for (const [session_id, seq] of last) lastSeqs.set(session_id, seq);
    await readOthers();
  }

  async function readOthers(): Promise<void> {
    const seen = new Map<string, number>();
    for (const [name, document] of hocuspocus.documents) seen.set(name, opened.get(document)?.seq ?? 0);
    if (seen.size === 0) return;
    const found = await readBehind(db.orm, seen);
    for (const [name, document] of hocuspocus.documents) {
      const open = opened.get(document);
      const rows = found.get(name) ?? [];
      const last = rows.at(-1);
      if (!open || !last) continue;
      complainOf(name, applyRows(document, rows, FROM_THE_LOG));
      open.seq = Math.max(open.seq, last.seq);
    }
  }

  return {
    edit,
    read,
    forget,
    catchUp,
    /** News of this session: who may do what may have changed. Returns at once; never throws. */
    lookSoon: editors.lookSoon,
    disconnect: door.disconnect,
    checkSignIns: door.checkSignIns,
    /** The names of the documents that are in memory. */
    inMemory: (): string[] => [...hocuspocus.documents.keys()],
    async close(): Promise<void> {
      door.close();
      hocuspocus.closeConnections();
      await writeAhead.close();
      for (let count = 0; count < MOST_WAITS && hocuspocus.documents.size > 0; count += 1) {
        hocuspocus.flushPendingStores();
        await delay(WAIT);
      }
      await hocuspocus.hooks('onDestroy', { instance: hocuspocus });
    },
  };
}

/** What a change comes to, made on a copy; null where it changes nothing. */
function changeOf(document: Y.Doc, change: (document: Y.Doc) => void): Uint8Array | null {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
  const updates: Uint8Array[] = [];
  copy.on('update', (update: Uint8Array) => updates.push(update));
  copy.transact(() => change(copy));
  copy.destroy();
  return updates.length > 0 ? Y.mergeUpdates(updates) : null;
}
