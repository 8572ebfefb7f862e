import type {
  beforeHandleAwarenessPayload,
  beforeSyncPayload,
  Connection,
  Document,
  Extension,
} from '@hocuspocus/server';
import { DocumentAwareness, type DocumentNotice, type ErrorCode } from '@lectern/contract';
import { messageYjsSyncStep1, messageYjsSyncStep2 } from 'y-protocols/sync';
import { checkAwareness } from './awareness.ts';
import { type DocumentRoom, type Editor, type Editors, notThere } from './editors.ts';
import { claim, type Intake, type OpenDocument } from './intake.ts';
import type { DocumentSocket } from './socket.ts';
import { createUpdateLine } from './update-line.ts';

/** How many documents an account may have open at once: everybody's changes are sent to it as many times. */
const MOST_OPEN = 30;
/** How many clients one connection may show: it is one, and another where Yjs has found its number taken. */
const MOST_SHOWN = 8;

/** What Hocuspocus carries around for us: the socket from the beginning, the editor once the document may be opened. */
export interface DocumentContext {
  socket: DocumentSocket;
  editor?: Editor;
}

export interface HooksParts {
  editors: Editors;
  intake: Intake;
  findRoom: (name: string) => Promise<DocumentRoom | null>;
  load: (document: Document) => Promise<void>;
  find: (document: Document) => OpenDocument | undefined;
  merge: (document: Document) => Promise<void>;
  /** When all that was sent of a document has been written and is in it. */
  settle: (document: Document) => Promise<void>;
  onError: (error: unknown) => void;
}

/** A document that is not opened. It has no message: Hocuspocus would print it, and this is nothing out of the ordinary. */
export class NotOpened extends Error {
  readonly reason: ErrorCode;

  constructor(reason: ErrorCode) {
    super('');
    this.reason = reason;
  }
}

/** Where our rules meet Hocuspocus. */
export function createHooks(parts: HooksParts): Extension<DocumentContext> {
  const { editors, intake, onError } = parts;

  /** Trouble of ours is told as such, and to the log; a refusal only to who is refused. */
  async function orUnavailable<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof NotOpened) throw error;
      onError(error);
      throw new NotOpened('service_unavailable');
    }
  }

  async function openFor(socket: DocumentSocket, name: string): Promise<Editor> {
    const room = await parts.findRoom(name);
    if (!room) throw new NotOpened(notThere(name));
    const { session_id } = room;
    const { signed_in } = socket;
    if (editors.countOf(signed_in.id) >= MOST_OPEN) throw new NotOpened('too_many_requests');
    const nothing = { may: 'nothing', refusal: 'session_not_found' } as const;
    const editor: Editor = {
      signed_in,
      session_id,
      name,
      socket,
      connection: null,
      clients: new Set(),
      told: false,
      ...nothing,
    };
    // Known before its rights are read: what changes them meanwhile has them read again.
    editors.add(editor);
    try {
      await editors.look(session_id);
    } catch (error) {
      editors.remove(editor);
      throw error;
    }
    if (editor.may !== 'nothing') return editor;
    editors.remove(editor);
    throw new NotOpened(editor.refusal);
  }

  return {
    async onAuthenticate({ documentName, context, connectionConfig }) {
      const editor = await orUnavailable(openFor(context.socket, documentName));
      connectionConfig.readOnly = editor.may !== 'write';
      return { editor };
    },

    async onLoadDocument({ document }) {
      await orUnavailable(parts.load(document));
    },

    async connected({ context: { editor, socket }, connection }) {
      if (!editor) return;
      editor.connection = connection;
      socket.lines.set(connection.messageAddress, createUpdateLine(connection));
      // Its rights may have gone while the document was being loaded.
      if (editor.may === 'nothing') editors.cut(editor, editor.refusal);
    },

    async onDisconnect({ context: { editor } }) {
      if (!editor) return;
      editors.remove(editor);
      if (editor.connection) editor.socket.lines.delete(editor.connection.messageAddress);
    },

    async afterHandleMessage({ connection, update, context: { socket } }) {
      socket.lines.get(connection.messageAddress)?.done(update, !connection.readOnly);
    },

    async beforeSync({ type, payload, document, connection, context: { editor } }: beforeSyncPayload<DocumentContext>) {
      if (type === messageYjsSyncStep1) {
        // What waits for what another server has written comes from the log with it. Nobody is to get half of it from here.
        Object.assign(document.store, { pendingStructs: null, pendingDs: null });
        return;
      }
      const open = parts.find(document);
      // Whatever is not taken here is not applied: Hocuspocus goes by this, and answers accordingly.
      connection.readOnly = true;
      if (!open || !editor) return;
      await editors.upToDate(editor.session_id);
      const taken = await intake.take(open, document, editor, payload);
      switch (taken.kind) {
        case 'taken':
          editor.told ||= type === messageYjsSyncStep2;
          connection.readOnly = false;
          return;
        case 'ahead':
          // It has said all that we lack, and still something is missing: best to begin anew.
          if (editor.told || type === messageYjsSyncStep2) return editor.socket.end('stopping');
          // Taken as nothing: it comes again with all that we lack.
          payload.fill(0);
          connection.readOnly = false;
          return;
        case 'refused':
          // What it sends before it hears of that builds on this.
          editor.told = false;
          notify(connection, { kind: 'refused', reason: taken.reason });
          return;
        case 'malformed':
          // Nothing is left of it that anybody could stumble over.
          payload.fill(0);
          editor.socket.end('malformed');
          return;
        case 'foreign':
          editor.socket.end('refused');
          return;
        case 'gone':
          editors.cut(editor, 'page_not_found');
          return;
        case 'stopped':
          return;
        default:
          taken satisfies never;
      }
    },

    async beforeHandleAwareness(payload: beforeHandleAwarenessPayload<DocumentContext>) {
      const { states, document, connection, context } = payload;
      // Hocuspocus reads what came into an awareness that has a client of its own, its first: that one is nobody's.
      for (const client of [...states.keys()].slice(0, 1)) states.delete(client);
      const open = parts.find(document);
      if (connection && shownBy(document, connection, states) > MOST_SHOWN) {
        context?.editor?.socket.end('malformed');
        return states.clear();
      }
      for (const [client, said] of states) {
        if (!open) continue;
        // From another server, which has looked at it.
        if (!connection) learn(open, client, said);
        else if (!context?.editor || !speak(open, context.editor, client, said, states)) return states.clear();
      }
    },

    async onStoreDocument({ document }) {
      await parts.merge(document);
    },

    async beforeUnloadDocument({ document }) {
      await parts.settle(document);
    },
  };
}

/** How many clients a connection shows, with these. */
function shownBy(document: Document, connection: Connection, states: Map<number, object>): number {
  return new Set([...document.getClients(connection), ...states.keys()]).size;
}

/** Whether it may say so; where not, its socket is ended. */
function speak(
  open: OpenDocument,
  editor: Editor,
  client: number,
  said: unknown,
  states: Map<number, object>,
): boolean {
  const checked = checkAwareness(said, editor.signed_in.id);
  if (checked.kind === 'taken' && claim(open, client, editor.signed_in.id)) {
    states.set(client, checked.state);
    return true;
  }
  editor.socket.end(checked.kind === 'malformed' ? 'malformed' : 'refused');
  return false;
}

function learn(open: OpenDocument, client: number, said: unknown): void {
  const { data } = DocumentAwareness.safeParse(said);
  if (data?.user) claim(open, client, data.user.id);
}

function notify(connection: Connection, notice: DocumentNotice): void {
  connection.sendStateless(JSON.stringify(notice));
}
