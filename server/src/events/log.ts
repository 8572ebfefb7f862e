import type { EventData, EventType } from '@lectern/contract';
import type { Database, Tx } from '#db/connect.ts';
import { appendEvent, type EventAudience } from './store.ts';

/** Writes one event of the running command. */
export type RecordEvent = <T extends EventType>(type: T, data: EventData<T>, audience: EventAudience) => Promise<void>;

export interface Command {
  tx: Tx;
  /** The command's one time: every row and event of it carries the same. */
  at: Date;
  record: RecordEvent;
}

export interface EventLog {
  /**
   * Runs one command on a session: `work` changes rows and records what happened in ONE transaction; once that has
   * been committed, the events are published. A command that throws leaves nothing.
   */
  command<T>(session_id: number, actor_id: number | null, work: (command: Command) => Promise<T>): Promise<T>;
  /** The same for a new session, whose id comes out of the work. */
  creation<T extends { id: number }>(actor_id: number, work: (command: CreationCommand) => Promise<T>): Promise<T>;
}

export interface CreationCommand {
  tx: Tx;
  at: Date;
  recordFor(session_id: number): RecordEvent;
}

export interface EventLogParts {
  db: Database;
  now: () => Date;
  /** Tells whoever delivers events that this session has new ones. Must not throw. */
  publish: (session_id: number) => void;
}

export function createEventLog({ db, now, publish }: EventLogParts): EventLog {
  const recorder =
    (tx: Tx, session_id: number, actor_id: number | null, at: Date): RecordEvent =>
    (type, data, audience) =>
      appendEvent(tx, { session_id, at, actor_id, type, data, audience });

  return {
    async command(session_id, actor_id, work) {
      const at = now();
      const result = await db.transact((tx) => work({ tx, at, record: recorder(tx, session_id, actor_id, at) }));
      publish(session_id);
      return result;
    },
    async creation(actor_id, work) {
      const at = now();
      const created = await db.transact((tx) =>
        work({ tx, at, recordFor: (session_id) => recorder(tx, session_id, actor_id, at) }),
      );
      publish(created.id);
      return created;
    },
  };
}
