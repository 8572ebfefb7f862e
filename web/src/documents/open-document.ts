import { HocuspocusProvider } from '@hocuspocus/provider';
import { DocumentNotice, type ErrorCode, errorCodes } from '@lectern/contract';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { type FailureCode, isPassing } from '#api/api-error.ts';
import '#i18n/add-failure-texts.ts';
import { retryDelay } from '#live/retry-delay.ts';
import { holdSocket, releaseSocket } from './documents-socket.ts';

/** Why a document is not given, or what was written not taken. */
export type Refusal = FailureCode | DocumentNotice['reason'];

/** Whether a change of ours was not taken; the document itself may be had anew. */
export const isNotice = (reason: Refusal): reason is DocumentNotice['reason'] =>
  reason === 'full' || reason === 'locked' || reason === 'too_large';

export type DocumentState =
  /** Not here yet. */
  | { state: 'connecting'; unsaved: number }
  /** As the server has it. `unsaved`: changes of ours that it has not confirmed yet. */
  | { state: 'synced'; unsaved: number }
  /** The connection is lost; what is written meanwhile goes out when it is back. */
  | { state: 'offline'; unsaved: number }
  /** This copy is worth nothing any more. After `full`, `locked` and `too_large` another one may be opened at once. */
  | { state: 'refused'; reason: Refusal; unsaved: number };

/** A document that people edit together, open in this tab. */
export interface OpenDocument {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly subscribe: (reader: () => void) => () => void;
  readonly getState: () => DocumentState;
  /** The last one to close it ends the connection for it, once all is saved. */
  readonly close: () => void;
}

/** How long a document that nobody looks at any more is kept open for what it has not saved yet, in milliseconds. */
const UNSAVED_FOR = 5 * 60_000;

interface Held {
  document: LiveDocument;
  holders: number;
  /** While it is open only for what is not saved yet: keeps it open whatever becomes of that. */
  keep: (() => void) | null;
}

const open = new Map<string, Held>();

/** The tab's one copy of a document: whoever opens it while another has it open gets the same. */
export function openDocument(name: string): OpenDocument {
  const known = open.get(name);
  const held: Held = known?.document.alive ? known : { document: new LiveDocument(name), holders: 0, keep: null };
  open.set(name, held);
  held.holders += 1;
  held.keep?.();
  let closed = false;
  const { document } = held;
  return {
    doc: document.doc,
    awareness: document.awareness,
    subscribe: document.subscribe,
    getState: document.getState,
    close: () => {
      if (closed) return;
      closed = true;
      held.holders -= 1;
      if (held.holders === 0) endOnceSaved(name, held);
    },
  };
}

/** Whoever loses the room with their connection finds what they wrote meanwhile when they are back in it. */
function endOnceSaved(name: string, held: Held): void {
  const { document } = held;
  const end = () => {
    held.keep?.();
    document.end();
    if (open.get(name) === held) open.delete(name);
  };
  const given_up = setTimeout(end, UNSAVED_FOR);
  const unsubscribe = document.subscribe(() => document.getState().unsaved === 0 && end());
  held.keep = () => {
    clearTimeout(given_up);
    unsubscribe();
    held.keep = null;
  };
  if (document.getState().unsaved === 0) end();
}

class LiveDocument {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly #provider: HocuspocusProvider;
  readonly #readers = new Set<() => void>();
  #state: DocumentState = { state: 'connecting', unsaved: 0 };
  #synced = false;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #ended = false;

  constructor(name: string) {
    this.#provider = new HocuspocusProvider({
      name,
      document: this.doc,
      awareness: this.awareness,
      websocketProvider: holdSocket(),
      // The cookie says who we are; without a token the server would not be asked at all.
      token: 'cookie',
      onSynced: ({ state }) => state && this.#onSynced(),
      onUnsyncedChanges: () => this.#tell(this.#state.state),
      onAuthenticationFailed: ({ reason }) => this.#onRefused(reason),
      onStateless: ({ payload }) => this.#onNotice(payload),
      onClose: () => this.#onClosed(),
    });
    this.#provider.attach();
  }

  get alive(): boolean {
    return !this.#ended;
  }

  readonly getState = (): DocumentState => this.#state;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#retry);
    const { websocketProvider, name } = this.#provider.configuration;
    // A document that was never given needs no goodbye: the server would keep it for when the document is asked for again.
    if (!this.#provider.isAuthenticated) websocketProvider.configuration.providerMap.delete(name);
    this.#provider.destroy();
    releaseSocket();
  }

  #onSynced(): void {
    this.#synced = true;
    this.#attempts = 0;
    this.#tell('synced');
  }

  #onClosed(): void {
    if (this.#ended) return;
    this.#tell(this.#synced ? 'offline' : 'connecting');
    // Where the whole connection is gone it comes back by itself; where this document alone was closed we ask again.
    if (this.#provider.configuration.websocketProvider.status === 'connected') this.#askLater();
  }

  #onRefused(reason: string): void {
    const code = isFailure(reason) ? reason : 'internal_error';
    // Whoever was away for long has lost their stay, and is about to come in again: what they wrote meanwhile is kept until
    // then. Whoever has left for good has no document open.
    if (isPassing(code) || code === 'not_in_session') this.#askLater();
    else this.#refuse(code);
  }

  #onNotice(payload: string): void {
    const notice = DocumentNotice.safeParse(parsed(payload));
    if (notice.success) this.#refuse(notice.data.reason);
  }

  #askLater(): void {
    clearTimeout(this.#retry);
    const again = () => void this.#provider.onOpen(new Event('open'));
    this.#retry = setTimeout(again, retryDelay(++this.#attempts, Math.random()));
  }

  #refuse(reason: Refusal): void {
    if (this.#ended) return;
    this.end();
    this.#become({ state: 'refused', reason, unsaved: 0 });
  }

  #tell(state: DocumentState['state']): void {
    if (this.#ended || state === 'refused') return;
    const unsaved = this.#provider.unsyncedChanges;
    if (state !== this.#state.state || unsaved !== this.#state.unsaved) this.#become({ state, unsaved });
  }

  #become(state: DocumentState): void {
    this.#state = state;
    for (const reader of this.#readers) reader();
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}

const isFailure = (text: string): text is ErrorCode => errorCodes.some((code) => code === text);
