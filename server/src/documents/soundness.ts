import * as Y from 'yjs';

export type Struct = Y.Item | Y.GC;

/** How deep types stand in one another at most: to delete the outermost, every browser goes down to the innermost. */
const DEEPEST_TYPE = 250;
/** How deep lists and objects in a plain value do. */
const DEEPEST_VALUE = 64;
/** How many clients one update may bring something new of: most often it is one. */
const MOST_CLIENTS = 200;

export type Soundness =
  | 'sound'
  /** It builds on what is not here: Yjs would keep it aside, for ever if need be, and give it to everybody. */
  | 'ahead'
  /** Yjs would take it, and it or somebody's browser would stumble over it some day. */
  | 'malformed';

/** What of an update is not in the document yet, by client and in order, without a gap. */
export type Lines = ReadonlyMap<number, Struct[]>;

/** Goes through what is new in an update in the order in which Yjs would put it into the document. */
export function judge(document: Y.Doc, lines: Lines): Soundness {
  if (lines.size > MOST_CLIENTS) return 'malformed';
  const order = new Order(document, lines);
  for (let struct = order.next(); struct; struct = order.next()) {
    if (!(struct instanceof Y.Item)) continue;
    const { content } = struct;
    if (content instanceof Y.ContentDoc || !isShallow(plainValueOf(content), DEEPEST_VALUE)) return 'malformed';
    if (order.place(struct) > DEEPEST_TYPE) return 'malformed';
  }
  return order.end();
}

class Order {
  readonly #store: Y.Doc['store'];
  readonly #lines: Lines;
  /** How many of each client have been gone through. */
  readonly #done = new Map<number, number>();
  /** The clients that may have something that can be put in; and those that wait until another one has come further. */
  readonly #ready: number[];
  readonly #waiting = new Map<number, number[]>();
  /** How deep the types are in which the items of the update stand. */
  readonly #depths = new Map<Y.Item, number>();
  #looping = false;

  constructor({ store }: Y.Doc, lines: Lines) {
    this.#store = store;
    this.#lines = lines;
    this.#ready = [...lines.keys()];
  }

  next(): Struct | null {
    for (let client = this.#ready.at(-1); client !== undefined; client = this.#ready.at(-1)) {
      const at = this.#done.get(client) ?? 0;
      const struct = this.#lines.get(client)?.[at];
      const blocker = struct && this.#blockerOf(struct);
      if (struct && blocker === null) {
        this.#done.set(client, at + 1);
        this.#ready.push(...(this.#waiting.get(client) ?? []));
        this.#waiting.delete(client);
        return struct;
      }
      this.#ready.pop();
      if (blocker !== undefined && blocker !== null)
        this.#waiting.set(blocker, [...(this.#waiting.get(blocker) ?? []), client]);
    }
    return null;
  }

  end(): Soundness {
    if (this.#looping) return 'malformed';
    return [...this.#lines].every(([client, line]) => this.#done.get(client) === line.length) ? 'sound' : 'ahead';
  }

  /** The client without more of which it cannot be put in; null where it can. */
  #blockerOf(struct: Struct): number | null {
    const { client, clock } = struct.id;
    if (clock > this.#reached(client)) return client;
    for (const id of idsIn(struct)) {
      if (id.client === client && id.clock >= clock) this.#looping = true;
      if (id.clock >= (id.client === client ? clock : this.#reached(id.client))) return id.client;
    }
    return null;
  }

  #reached(client: number): number {
    const last = this.#lines.get(client)?.[(this.#done.get(client) ?? 0) - 1];
    return last ? last.id.clock + last.length : Y.getState(this.#store, client);
  }

  /** How deep the type is that it stands in. What it refers to has all been gone through. */
  place(item: Y.Item): number {
    const depth = this.#depthOf(item);
    this.#depths.set(item, depth);
    return depth;
  }

  #depthOf(item: Y.Item): number {
    if (item.parent instanceof Y.ID) return this.#depthAt(item.parent) + 1;
    const beside = item.parent === null ? (item.origin ?? item.rightOrigin) : null;
    return beside ? this.#depthAt(beside) : 0;
  }

  #depthAt(id: Y.ID): number {
    if (id.clock < Y.getState(this.#store, id.client)) return depthIn(Y.getItem(this.#store, id));
    const line = this.#lines.get(id.client) ?? [];
    const found = line[Y.findIndexSS(line, id.clock)];
    return found instanceof Y.Item ? (this.#depths.get(found) ?? 0) : 0;
  }
}

function idsIn(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const { origin, rightOrigin, parent } = struct;
  return [origin, rightOrigin, parent].filter((one) => one instanceof Y.ID);
}

/** How deep something that is in a document already stands. */
function depthIn(item: Y.Item | Y.GC): number {
  let depth = 0;
  for (let type = parentOf(item); type?._item; type = parentOf(type._item)) depth += 1;
  return depth;
}

const parentOf = (item: Y.Item | Y.GC) =>
  item instanceof Y.Item && item.parent instanceof Y.AbstractType ? item.parent : null;

function plainValueOf(content: Y.Item['content']): unknown {
  if (content instanceof Y.ContentAny || content instanceof Y.ContentJSON) return content.arr;
  if (content instanceof Y.ContentEmbed) return content.embed;
  return content instanceof Y.ContentFormat ? content.value : null;
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return true;
  return levels > 0 && Object.values(value).every((one) => isShallow(one, levels - 1));
}
