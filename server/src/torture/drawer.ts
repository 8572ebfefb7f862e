import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { PAGE_KEYS, pageDocument } from '@lectern/contract';
import * as Y from 'yjs';
import { type DocumentClient, openDocumentClient } from '#testing/document-client.ts';
import type { Person } from './person.ts';

/** Between two points of a stroke, in milliseconds at most; and how many points one has. */
const LONGEST_PAUSE = 60;
const POINTS = 40;
const RETRY_AFTER = 50;

export type Drawer = ReturnType<typeof createDrawer>;

/**
 * Somebody who draws on a page, point after point and stroke after stroke, connected or not, over all their connections.
 * The points are the numbers from 1 on, so that one that is missing or there twice is seen.
 */
export function createDrawer(person: Person, origin: string, page_id: number, random: () => number) {
  const doc = new Y.Doc();
  let stroke: Y.Array<number> | null = null;
  let made = 0;
  let acked = 0;
  let connections = 0;
  let client: DocumentClient | null = null;
  let open = true;
  let may_connect = true;

  async function run(isRunning: () => boolean): Promise<void> {
    while (isRunning()) {
      draw();
      await delay(random() * LONGEST_PAUSE);
      note();
    }
  }

  function draw(): void {
    made += 1;
    const points = stroke && made % POINTS !== 1 ? stroke : begin();
    points.push([made]);
  }

  function begin(): Y.Array<number> {
    stroke = new Y.Array<number>();
    const element = new Y.Map<unknown>([
      [PAGE_KEYS.base, { id: `${person.name}-${made}`, by: person.name, first: made }],
      [PAGE_KEYS.points, stroke],
    ]);
    doc.getMap(PAGE_KEYS.elements).set(`${person.name}-${made}`, element);
    return stroke;
  }

  /** Where nothing waits for an answer, all that was drawn until now is acked. */
  function note(): void {
    if (isSettled()) acked = made;
  }

  const isSettled = () => client?.synced === true && client.told && client.acks === client.sent;

  async function stayConnected(): Promise<void> {
    while (open) {
      if (may_connect) {
        const own = openDocumentClient(origin, person.cookie, pageDocument(page_id), { doc });
        client = own;
        connections += 1;
        await once(own.webSocket, 'close');
        client = null;
        own.awareness.destroy();
      }
      await delay(RETRY_AFTER);
    }
  }

  const staying = stayConnected();

  return {
    person,
    doc,
    run,
    isSettled,
    made: () => made,
    /** How many of the points the server has taken. */
    acked(): number {
      note();
      return acked;
    },
    connections: () => connections,
    nacks: () => client?.nacks ?? 0,
    /** Whether it comes back after its connection is lost. */
    allow(may: boolean): void {
      may_connect = may;
    },
    async close(): Promise<void> {
      open = false;
      client?.cut();
      await staying;
    },
  };
}

/** The points that somebody has in a document, in the order in which they drew them. */
export function pointsOf(doc: Y.Doc, name: string): number[] {
  const strokes = [...doc.getMap<Y.Map<unknown>>(PAGE_KEYS.elements).values()].flatMap((element) => {
    const { base, points } = element.toJSON() as { base: { by: string; first: number }; points: number[] };
    return base.by === name ? [{ first: base.first, points }] : [];
  });
  return strokes.sort((one, other) => one.first - other.first).flatMap(({ points }) => points);
}
