import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { z } from 'zod';
import { personColour } from '#people/person-colour.ts';

const Item = z.object({ client: z.int().nonnegative(), clock: z.int().nonnegative() });
const Position = z.object({
  type: Item.nullish(),
  tname: z.literal('default').nullish(),
  item: Item.nullish(),
  assoc: z.int().nullish(),
});
const CaretState = z.object({
  user: z.object({ id: z.int() }),
  cursor: z.object({ anchor: Position, head: Position }),
});

export interface Caret {
  user: { id: number; name: string; color: string };
  cursor: z.infer<typeof CaretState>['cursor'];
}

interface CaretsOptions {
  awareness: Awareness;
  /** What is edited: a caret has to be somewhere in it. */
  doc: Y.Doc;
  account_id: number;
  /** Whether the own caret is shown to others: only where one may write. */
  shown: boolean;
  nameOf: (account_id: number) => string;
}

/**
 * Who is writing where, as the editor may see it. It stands between the editor and the awareness, since what comes by
 * that is outside data: whose caret it is, the server says; the name is looked up here; the colour is made from the id.
 */
export class Carets {
  readonly #options: CaretsOptions;

  constructor(options: CaretsOptions) {
    this.#options = options;
  }

  get states(): Map<number, Caret> {
    return this.getStates();
  }

  getStates(): Map<number, Caret> {
    const { awareness, nameOf } = this.#options;
    const carets = new Map<number, Caret>();
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      const { data } = CaretState.safeParse(state);
      if (!data || !this.#isSomewhere(data.cursor.anchor) || !this.#isSomewhere(data.cursor.head)) continue;
      const { id } = data.user;
      carets.set(client, { user: { id, name: nameOf(id), color: personColour(id) }, cursor: data.cursor });
    }
    return carets;
  }

  getLocalState(): Record<string, unknown> {
    return this.#options.awareness.getLocalState() ?? {};
  }

  /** The editor says where its own caret is; of who that is the id is enough. */
  setLocalStateField(field: string, value: unknown): void {
    const { awareness, account_id, shown } = this.#options;
    if (field === 'user') awareness.setLocalStateField('user', { id: account_id });
    else if (field === 'cursor') awareness.setLocalStateField('cursor', shown ? value : null);
  }

  on(event: 'change' | 'update', reader: () => void): void {
    this.#options.awareness.on(event, reader);
  }

  off(event: 'change' | 'update', reader: () => void): void {
    this.#options.awareness.off(event, reader);
  }

  #isSomewhere(position: z.infer<typeof Position>): boolean {
    try {
      const relative = Y.createRelativePositionFromJSON(position);
      return Y.createAbsolutePositionFromRelativePosition(relative, this.#options.doc) !== null;
    } catch {
      return false;
    }
  }
}
