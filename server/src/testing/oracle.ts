import { applyEvent, DeliveredEvent, SessionView } from '@lectern/contract';
import { expect } from 'vitest';
import type { Person, TestApp } from './test-app.ts';

/**
 * The oracle: for everybody who may look, the view before a command, with the events that came of it folded in, is the
 * view read fresh afterwards. Where a command changes what somebody is to the session, or which room they see, they get a
 * whole view instead.
 */
export function createOracle(t: TestApp) {
  async function readView(person: Person, id: number): Promise<SessionView | null> {
    const answer = await t.request(person, 'GET', `/api/sessions/${id}/view/`);
    return answer.statusCode === 200 ? SessionView.parse(answer.json()) : null;
  }

  async function readEvents(person: Person, id: number, after: number): Promise<DeliveredEvent[]> {
    const { events } = (await t.request(person, 'GET', `/api/sessions/${id}/events/?after=${after}`)).json();
    return events.map((event: unknown) => DeliveredEvent.parse(event));
  }

  /** Runs a command, and holds every onlooker's view against the events. The types of those that were told. */
  async function watched(id: number, onlookers: Person[], command: () => Promise<unknown>): Promise<string[]> {
    const before = await Promise.all(onlookers.map((one) => readView(one, id)));
    await command();
    const types = new Set<string>();
    for (const [index, person] of onlookers.entries()) {
      const old = before[index] ?? null;
      const fresh = await readView(person, id);
      if (!old || !fresh || old.role !== fresh.role || seenRoom(old) !== seenRoom(fresh)) continue;
      let view = old;
      for (const event of await readEvents(person, id, old.seq)) {
        const applied = applyEvent(view, event);
        expect(applied.outcome, JSON.stringify(event)).toBe('applied');
        if (applied.outcome === 'applied') view = applied.view;
        types.add(event.type);
      }
      expect(view, `as ${old.role}`).toEqual(fresh);
    }
    return [...types];
  }

  return { readView, readEvents, watched };
}

function seenRoom({ room }: SessionView): string | number {
  return room === null ? 'none' : (room.breakout_id ?? 'main');
}
