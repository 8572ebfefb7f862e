import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocumentClient } from '#testing/document-client.ts';
import { type DocumentRoom, openDocumentRoom, PATIENCE, synced } from '#testing/document-room.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
let room: DocumentRoom;
beforeAll(async () => {
  t = await buildTestApp();
  room = await openDocumentRoom(t);
});
afterEach(() => room.cutAll());
afterAll(() => t.close());

const PEOPLE = 5;
/** One thing that somebody does: to an element of the board as the app writes it, or to their connection. */
const step = fc.record({
  who: fc.nat(PEOPLE - 1),
  does: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('draw'), element: fc.nat(7), points: fc.array(fc.nat(500)) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('move'), element: fc.nat(7), x: fc.nat(1_000) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase'), element: fc.nat(7) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut') }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('come back') }) },
  ),
});
type Does = (typeof step extends fc.Arbitrary<infer Step> ? Step : never) extends { does: infer D } ? D : never;

function change(doc: Y.Doc, does: Does): void {
  const elements = doc.getMap<Y.Map<unknown>>('elements');
  if (!('element' in does)) return;
  const id = String(does.element);
  const element = elements.get(id) ?? elements.set(id, new Y.Map());
  if ('points' in does) {
    const points = element.get('points');
    if (points instanceof Y.Array) points.push(does.points);
    else element.set('points', Y.Array.from(does.points));
  } else if ('x' in does) element.set('x', does.x);
  else elements.delete(id);
}

test('five who edit at random, and lose their connections at random, come to the same', async () => {
  const { creator, learners, name } = await room.running(PEOPLE - 1);
  const people = [creator, ...learners];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async (steps) => {
      const clients: DocumentClient[] = people.map((one) => room.openAs(one, name));
      const comeBack = (who: number) => {
        const [person, client] = [people[who], clients[who]];
        if (!person || !client || client.webSocket.readyState !== client.webSocket.CLOSED) return;
        clients[who] = room.openAs(person, name, { doc: client.doc });
      };
      await synced(...clients);
      for (const { who, does } of steps) {
        const client = clients[who];
        if (!client) continue;
        if (does.kind === 'cut') client.cut();
        else if (does.kind === 'come back') comeBack(who);
        else change(client.doc, does);
        // The others' changes come in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
      for (const who of clients.keys()) {
        clients[who]?.cut();
        await expect.poll(() => clients[who]?.webSocket.readyState, PATIENCE).toBe(3);
        comeBack(who);
      }
      await synced(...clients);
      const whole = () => clients.map(({ doc }) => doc.getMap('elements').toJSON());
      await expect.poll(() => whole().every((one) => isDeepStrictEqual(one, whole()[0])), PATIENCE).toBe(true);
      room.cutAll();
      // And so it is kept: whoever opens it next, after it was out of memory, finds the same.
      await expect.poll(() => t.app.documents.inMemory(), PATIENCE).toEqual([]);
      const fresh = room.openAs(creator, name);
      await synced(fresh);
      expect(fresh.doc.getMap('elements').toJSON()).toEqual(whole()[0]);
      fresh.cut();
      await expect.poll(() => t.app.documents.inMemory(), PATIENCE).toEqual([]);
    }),
    { numRuns: 15, endOnFailure: true },
  );
});
