import { PAGE_KEYS } from '@lectern/contract';
import * as Y from 'yjs';
import { inOrder, spreadIndex } from './element-order.ts';
import {
  type Elements,
  isWorthSharing,
  readEntry,
  type SceneElement,
  sameValue,
  writeChanges,
  writeNew,
} from './page-element.ts';

/** Where a page is shown and drawn on. */
export interface Scene {
  /** As they are at this moment, from the lowest to the highest, with those just deleted. */
  readonly elements: () => readonly SceneElement[];
  /** Shows these instead. It may tell apart what has the same index, and nothing else; never to be undone by the person. */
  readonly show: (elements: readonly SceneElement[]) => void;
  /** Changes the index of an element in place. */
  readonly setIndex: (element: SceneElement, index: string) => void;
  /** What the person works on at this very moment: not to be touched from outside. */
  readonly held: () => ReadonlySet<string>;
}

/** When things are done. Each returns how to call it off. */
export interface Rhythm {
  /** With the next picture. */
  readonly frame: (run: () => void) => () => void;
  /** In a moment: so long changes are collected before they are sent. */
  readonly moment: (run: () => void) => () => void;
  readonly random: () => number;
}

/** From so many deleted elements on a scene is rid of them. */
const MANY_DELETED = 200;

/**
 * Keeps a scene and the document of its page the same. Only what has changed is ever looked at closely: of the scene by the
 * version of each element, of the document by what Yjs says has changed.
 */
export class PageBinding {
  readonly #doc: Y.Doc;
  readonly #elements: Elements;
  readonly #scene: Scene;
  readonly #rhythm: Rhythm;
  /** Each element as both sides had it last. */
  readonly #known = new Map<string, SceneElement>();
  /**
   * The index of each in the document, which says what is above what. The scene's own may differ: two elements can come to
   * the same index, and Excalidraw wants them apart. That it tells them apart is not written: all do so by themselves, and
   * if they wrote it they would put one another right for ever.
   */
  readonly #places = new Map<string, string | null>();
  /** Those whose entry has changed, and is not shown yet. */
  readonly #changed = new Set<string>();
  /** What was written while it was still being drawn. It alone may vanish from a scene without a word. */
  readonly #unfinished = new Set<string>();
  #mayWrite: boolean;
  #working = false;
  /** Something was put elsewhere in the scene: its place in the document may be another. */
  #moved = false;
  #callOffWrite: (() => void) | null = null;
  #callOffShow: (() => void) | null = null;

  constructor(doc: Y.Doc, scene: Scene, rhythm: Rhythm, may_write: boolean) {
    this.#doc = doc;
    this.#elements = doc.getMap(PAGE_KEYS.elements);
    this.#scene = scene;
    this.#rhythm = rhythm;
    this.#mayWrite = may_write;
    this.#elements.observeDeep(this.#onRemote);
    this.#showAll();
  }

  /** Something in the scene may have changed. `working`: somebody is in the middle of a stroke or a word. */
  onScene(working: boolean): void {
    const finished = this.#working && !working;
    this.#working = working;
    if (finished) this.flush();
    else this.#callOffWrite ??= this.#rhythm.moment(() => this.flush());
    if (this.#changed.size > 0) this.#showSoon();
  }

  setMayWrite(may_write: boolean): void {
    if (may_write === this.#mayWrite) return;
    this.#mayWrite = may_write;
    // What could not be written any more is not there for anybody else.
    if (!may_write) this.#showAll();
  }

  /** Writes at once what has changed in the scene. */
  readonly flush = (): void => {
    this.#callOffWrite?.();
    this.#callOffWrite = null;
    if (this.#mayWrite) this.#doc.transact(() => this.#writeScene(), this);
  };

  /** Ends it. What has changed in the scene must have been flushed while there still was one. */
  end(): void {
    this.#callOffWrite?.();
    this.#callOffShow?.();
    this.#elements.unobserveDeep(this.#onRemote);
  }

  #writeScene(): void {
    const elements = this.#scene.elements();
    const held = this.#scene.held();
    let deleted = 0;
    for (const [place, element] of elements.entries()) {
      if (element.isDeleted) deleted += 1;
      const known = this.#known.get(element.id);
      if (!known) {
        if (isWorthSharing(element)) this.#writeNew(element, elements[place + 1], held);
      } else if (known.version !== element.version || known.versionNonce !== element.versionNonce) {
        this.#writeChanged(known, element);
      }
    }
    if (this.#unfinished.size > 0) this.#forgetAborted(elements, held);
    if (this.#moved || (deleted > MANY_DELETED && !this.#working)) this.#showSoon();
  }

  #writeNew(element: SceneElement, next: SceneElement | undefined, held: ReadonlySet<string>): void {
    if (element.index !== null) {
      const index = spreadIndex(element.index, next?.index ?? null, this.#rhythm.random);
      this.#scene.setIndex(element, index);
    }
    writeNew(this.#elements, element);
    this.#places.set(element.id, element.index);
    this.#knows(element);
    if (held.has(element.id)) this.#unfinished.add(element.id);
  }

  #writeChanged(known: SceneElement, element: SceneElement): void {
    const entry = this.#elements.get(element.id);
    // What somebody else has removed meanwhile stays so: it goes as soon as it is let go of.
    const there = entry instanceof Y.Map && !entry.has(PAGE_KEYS.gone);
    if (element.isDeleted) {
      if (there) this.#elements.delete(element.id);
      this.#known.delete(element.id);
      this.#places.delete(element.id);
      this.#unfinished.delete(element.id);
      return;
    }
    if (there) writeChanges(entry, known, element);
    if (known.index !== element.index) {
      this.#places.set(element.id, element.index);
      this.#moved = true;
    }
    this.#knows(element);
  }

  #forgetAborted(elements: readonly SceneElement[], held: ReadonlySet<string>): void {
    const there = new Set(elements.map(({ id }) => id));
    for (const id of this.#unfinished) {
      if (!there.has(id)) {
        this.#elements.delete(id);
        this.#known.delete(id);
        this.#places.delete(id);
      }
      if (!there.has(id) || !held.has(id)) this.#unfinished.delete(id);
    }
  }

  readonly #onRemote = (events: Y.YEvent<Y.AbstractType<unknown>>[], { origin }: Y.Transaction): void => {
    if (origin === this) return;
    for (const event of events) {
      const [id] = event.path;
      if (typeof id === 'string') this.#changed.add(id);
      else for (const key of event.changes.keys.keys()) this.#changed.add(key);
    }
    this.#showSoon();
  };

  #showSoon(): void {
    this.#callOffShow ??= this.#rhythm.frame(() => {
      this.#callOffShow = null;
      this.#showChanged();
    });
  }

  /** Everything anew from the document, whatever the scene has. */
  #showAll(): void {
    for (const { id } of this.#scene.elements()) this.#changed.add(id);
    for (const id of this.#elements.keys()) this.#changed.add(id);
    this.#known.clear();
    this.#places.clear();
    this.#unfinished.clear();
    this.#show(new Set());
  }

  #showChanged(): void {
    // First what is ours, so that it is not lost under what comes.
    this.flush();
    this.#show(this.#scene.held());
  }

  #show(held: ReadonlySet<string>): void {
    const read = this.#readChanged(held);
    const shown = this.#scene.elements();
    const deleted = shown.reduce((count, { isDeleted }) => (isDeleted ? count + 1 : count), 0);
    if (read.size === 0 && deleted <= MANY_DELETED && !this.#moved) return;
    this.#moved = false;
    const next: SceneElement[] = [];
    for (const element of shown) {
      const instead = read.get(element.id);
      read.delete(element.id);
      if (instead) next.push(this.#knows({ ...instead, version: element.version + 1 }));
      else if (instead !== null && (!element.isDeleted || held.has(element.id))) next.push(element);
    }
    for (const element of read.values()) if (element) next.push(this.#knows(element));
    this.#scene.show(this.#ordered(next));
    // Nothing of it is a change of anybody's, also where indices were put right.
    for (const element of this.#scene.elements()) {
      if (this.#known.get(element.id)?.version !== element.version && this.#known.has(element.id)) this.#knows(element);
    }
  }

  #ordered(elements: SceneElement[]): SceneElement[] {
    const placed = ({ id, index }: SceneElement) => ({ id, index: this.#places.get(id) ?? index });
    const byPlace = (one: SceneElement, other: SceneElement) => inOrder(placed(one), placed(other));
    // Most often they are: what is new is on top.
    const ordered = elements.every((element, at) => at === 0 || byPlace(elements[at - 1] ?? element, element) <= 0);
    return ordered ? elements : elements.sort(byPlace);
  }

  #knows(element: SceneElement): SceneElement {
    this.#known.set(element.id, { ...element });
    return element;
  }

  /** What is to be shown for each changed element that nobody here is at work on: null where it is gone. */
  #readChanged(held: ReadonlySet<string>): Map<string, SceneElement | null> {
    const read = new Map<string, SceneElement | null>();
    for (const id of this.#changed) {
      if (held.has(id)) continue;
      this.#changed.delete(id);
      const element = readEntry(id, this.#elements.get(id));
      const known = this.#known.get(id);
      if (!element) {
        this.#known.delete(id);
        this.#places.delete(id);
        read.set(id, null);
        continue;
      }
      const place = this.#places.get(id);
      this.#places.set(id, element.index);
      if (!known || !isSame({ ...known, index: place ?? null }, element)) {
        read.set(id, { ...element, versionNonce: Math.floor(this.#rhythm.random() * 2 ** 31) });
      }
    }
    return read;
  }
}

/** What differs from browser to browser. */
const OWN = new Set(['version', 'versionNonce', 'updated', 'lastCommittedPoint']);

/** Whether an element as it was read shows what is known already. */
function isSame(known: SceneElement, read: object): boolean {
  const values: Readonly<Record<string, unknown>> = { ...known };
  return Object.entries(read).every(([key, value]) => OWN.has(key) || sameValue(values[key], value));
}
