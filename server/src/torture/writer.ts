import { setTimeout as delay } from 'node:timers/promises';
import { Message } from '@lectern/contract';
import { ask, type Person } from './person.ts';

/** Between two things that one person does, in milliseconds: most at once, some a while later. */
const LONGEST_PAUSE = 600;
const RETRY_AFTER = 100;
const MOST_TRIES = 600;

export type Writer = ReturnType<typeof createWriter>;

/** What was acknowledged: the text, and the id that the server gave it. */
export interface Acknowledged {
  id: number;
  text: string;
}

/**
 * Somebody who writes and raises and lowers their hand, one thing after the other, and tries each again with the same
 * key until it is acknowledged. `isRunning` false: what is under way is brought to its end, and no more is begun.
 */
export function createWriter(person: Person, origin: string, session_id: number, random: () => number) {
  const acknowledged: Acknowledged[] = [];
  let retries = 0;
  let count = 0;

  async function run(isRunning: () => boolean): Promise<void> {
    while (isRunning()) {
      await write();
      if (random() < 0.3) await untilDone(() => hand(random() < 0.5 ? 'raise_hand' : 'lower_hand'));
      await delay(random() * LONGEST_PAUSE);
    }
  }

  async function write(): Promise<void> {
    count += 1;
    const text = `${person.name} says ${count}`;
    const headers = { 'idempotency-key': `${person.name}-${count}` };
    const url = `/api/sessions/${session_id}/messages/`;
    const { id } = await untilDone(async () =>
      Message.parse(await ask(person, origin, 'POST', url, { text }, headers)),
    );
    acknowledged.push({ id, text });
  }

  async function hand(command: 'raise_hand' | 'lower_hand'): Promise<void> {
    await ask(person, origin, 'POST', `/api/sessions/${session_id}/${command}/`);
  }

  async function untilDone<T>(work: () => Promise<T>): Promise<T> {
    let last: unknown = null;
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      try {
        return await work();
      } catch (error) {
        // What the server refuses for good is no crash's doing.
        if (error instanceof Error && /: 4(?!08|29)\d\d /.test(error.message)) throw error;
        retries += 1;
        last = error;
        await delay(RETRY_AFTER * (0.5 + random()));
      }
    }
    throw new Error(`${person.name} could not get something through in ${MOST_TRIES} tries`, { cause: last });
  }

  return { person, acknowledged, retries: () => retries, run };
}
