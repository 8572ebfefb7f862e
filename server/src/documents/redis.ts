import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from '@hocuspocus/extension-redis';
import {
  type afterLoadDocumentPayload,
  type afterUnloadDocumentPayload,
  isTransactionOrigin,
  OutgoingMessage,
  type onAwarenessUpdatePayload,
  type onChangePayload,
} from '@hocuspocus/server';
import * as Y from 'yjs';

/** How long until the next try to reach Redis, in milliseconds. */
const RETRY_EVERY = 500;
/** How long opening a document waits for the other servers that have it open, in milliseconds. */
const JOIN_WITHIN = 2_000;
const PREFIX = 'lectern.documents';

/**
 * Hocuspocus's own way from server to server, changed where it takes Redis for granted. What is true is in PostgreSQL: so
 * nothing waits for Redis while it is away, nobody needs its locks to store, and a change travels as it is and once, since
 * whoever misses one reads it from the log.
 */
export class DocumentsOverRedis extends Redis {
  readonly #joined = new Map<string, afterLoadDocumentPayload>();
  readonly #changes = new Map<string, Uint8Array[]>();
  readonly #onError: (error: unknown) => void;

  constructor(url: string, onError: (error: unknown) => void) {
    const { hostname, port, username, password, pathname, protocol } = new URL(url);
    super({
      host: hostname,
      port: Number(port || 6379),
      prefix: PREFIX,
      options: {
        ...(username ? { username: decodeURIComponent(username) } : {}),
        ...(password ? { password: decodeURIComponent(password) } : {}),
        ...(protocol === 'rediss:' ? { tls: {} } : {}),
        db: Number(pathname.slice(1) || 0),
        connectTimeout: 2_000,
        retryStrategy: () => RETRY_EVERY,
        maxRetriesPerRequest: null,
      },
    });
    this.#onError = onError;
    for (const client of [this.pub, this.sub]) {
      // The bus says that Redis is away; twice would be once too often.
      client.on('error', () => undefined);
      client.on('ready', () => this.#joinAgain());
    }
  }

  get #isReady(): boolean {
    return this.pub.status === 'ready' && this.sub.status === 'ready';
  }

  #joinAgain(): void {
    if (!this.#isReady) return;
    for (const payload of this.#joined.values()) void this.#join(payload);
  }

  async #join(payload: afterLoadDocumentPayload): Promise<void> {
    await super.afterLoadDocument(payload).catch(this.#onError);
  }

  override async afterLoadDocument(payload: afterLoadDocumentPayload): Promise<void> {
    this.#joined.set(payload.documentName, payload);
    if (!this.#isReady) return;
    await Promise.race([this.#join(payload), delay(JOIN_WITHIN, undefined, { ref: false })]);
  }

  override async afterUnloadDocument(payload: afterUnloadDocumentPayload): Promise<void> {
    if (!payload.instance.documents.has(payload.documentName)) this.#joined.delete(payload.documentName);
    await super.afterUnloadDocument(payload);
  }

  /** What changes in one turn of the event loop goes together. */
  override async onChange({ documentName, update, transactionOrigin }: onChangePayload): Promise<void> {
    if (!this.#isReady || (isTransactionOrigin(transactionOrigin) && transactionOrigin.source === 'redis')) return;
    const waiting = this.#changes.get(documentName);
    if (waiting) {
      waiting.push(update);
      return;
    }
    this.#changes.set(documentName, [update]);
    setImmediate(() => this.#publish(documentName));
  }

  #publish(name: string): void {
    const updates = this.#changes.get(name) ?? [];
    this.#changes.delete(name);
    if (!this.#isReady) return;
    const message = new OutgoingMessage(name).createSyncMessage().writeUpdate(Y.mergeUpdates(updates));
    const data = Buffer.concat([this.messagePrefix, message.toUint8Array()]);
    this.pub.publish(`${PREFIX}:${name}`, data).catch(this.#onError);
  }

  override async onAwarenessUpdate(payload: onAwarenessUpdatePayload): Promise<void> {
    if (this.#isReady) await super.onAwarenessUpdate(payload);
  }

  /** Who stores takes a lock in PostgreSQL. */
  override async onStoreDocument(): Promise<void> {}
  override async afterStoreDocument(): Promise<void> {}
  override async beforeUnloadDocument(): Promise<void> {}

  override async onDestroy(): Promise<void> {
    this.pub.disconnect(false);
    this.sub.disconnect(false);
  }
}
