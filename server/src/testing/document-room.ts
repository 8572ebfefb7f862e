import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { notesDocument } from '@lectern/contract';
import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { type DocumentClient, type DocumentClientOptions, openDocumentClient } from './document-client.ts';
import type { Person, TestApp } from './test-app.ts';

export const PATIENCE = { timeout: 20_000 };

/** A session that runs, with everybody inside, and the name of its notes. */
export interface DocumentClass {
  id: number;
  creator: Person;
  learners: Person[];
  /** The first of them. */
  learner: Person;
  name: string;
}

export type DocumentRoom = Awaited<ReturnType<typeof openDocumentRoom>>;

/** What tests of documents need: an app that listens, running classes, and clients that are cut when a test is over. */
export async function openDocumentRoom(t: TestApp) {
  const origin = await listen(t.app);
  const open: DocumentClient[] = [];

  return {
    origin,
    /** By what their cookie says, whoever they are; `null` has none. */
    openAs(person: Person | null, name: string, options: DocumentClientOptions & { at?: string } = {}): DocumentClient {
      const client = openDocumentClient(options.at ?? origin, person?.cookie ?? null, name, options);
      open.push(client);
      return client;
    },
    async running(many = 1): Promise<DocumentClass> {
      const { id, creator, learners } = await t.newClass({ learners: many });
      await t.request(creator, 'POST', `/api/sessions/${id}/start/`);
      for (const one of learners) await t.request(one, 'POST', `/api/sessions/${id}/join_live/`);
      return { id, creator, learners, learner: learners[0] ?? creator, name: notesDocument(id) };
    },
    /** The first page of the session's board. */
    async firstPage({ id, creator }: DocumentClass): Promise<number> {
      const view = await t.request(creator, 'GET', `/api/sessions/${id}/view/`);
      return view.json().room.board.pages[0].id;
    },
    cutAll(): void {
      for (const client of open.splice(0)) client.cut();
    },
  };
}

export async function listen(app: FastifyInstance): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

export async function synced(...clients: DocumentClient[]): Promise<void> {
  await expect.poll(() => clients.map((one) => one.synced), PATIENCE).toEqual(clients.map(() => true));
}

/** When everything that these clients have changed is taken, and each has what the others have. */
export async function equal(...clients: DocumentClient[]): Promise<void> {
  const [first] = clients;
  await expect.poll(() => clients.every((one) => isDeepStrictEqual(one.all(), first?.all())), PATIENCE).toBe(true);
}
