import type { Rhythm, Scene } from './page-binding.ts';
import type { SceneElement } from './page-element.ts';

/** An element as Excalidraw would make it. */
export function anElement(id: string, more: object = {}): SceneElement {
  return {
    id,
    type: 'rectangle',
    ...{ x: 10, y: 20, width: 100, height: 50, angle: 0, strokeColor: '#1e1e1e', backgroundColor: 'transparent' },
    ...{ fillStyle: 'solid', strokeWidth: 2, strokeStyle: 'solid', roughness: 1, opacity: 100, roundness: null },
    ...{ seed: 7, groupIds: [], frameId: null, boundElements: null, link: null, locked: false, updated: 1 },
    version: 1,
    versionNonce: 1,
    isDeleted: false,
    index: null,
    ...more,
  };
}

/** A stroke of a pen that has no pressure. */
export function aStroke(id: string, points: [number, number][], more: object = {}): SceneElement {
  const stroke = { points, pressures: [], simulatePressure: true, lastCommittedPoint: null };
  return anElement(id, { type: 'freedraw', ...stroke, ...more });
}

/** A scene as Excalidraw keeps it: elements change in place, and indices are put right whenever it is given new ones. */
export class FakeScene implements Scene {
  list: SceneElement[] = [];
  readonly holding = new Set<string>();
  shown = 0;

  readonly elements = () => this.list;
  readonly held = () => this.holding;
  readonly show = (elements: readonly SceneElement[]) => {
    this.shown += 1;
    this.list = [...elements];
    this.putIndicesRight();
  };
  readonly setIndex = (element: SceneElement, index: string) => this.change(element.id, { index });

  get visible(): SceneElement[] {
    return this.list.filter(({ isDeleted }) => !isDeleted);
  }

  add(element: SceneElement): void {
    this.list = [...this.list, { ...element }];
    this.putIndicesRight();
  }

  /** In place, as Excalidraw does it. */
  change(id: string, changes: object): void {
    const element = this.list.find((one) => one.id === id);
    if (!element) return;
    Object.assign(element, changes, { version: element.version + 1, versionNonce: Math.floor(Math.random() * 1e9) });
  }

  remove(id: string): void {
    this.change(id, { isDeleted: true });
  }

  /** Each has to be above the one before. */
  putIndicesRight(): void {
    let before: string | null = null;
    for (const element of this.list) {
      if (element.index === null || (before !== null && element.index <= before)) {
        Object.assign(element, { index: after(before), version: element.version + 1 });
      }
      before = element.index;
    }
  }
}

/** The next whole index: a0, a1 … az, b00, b01 …. */
function after(index: string | null): string {
  if (index === null) return 'a0';
  const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  const length = index.charCodeAt(0) - 'a'.charCodeAt(0) + 1;
  const digits = [...index.slice(1, 1 + length)];
  for (let at = digits.length - 1; at >= 0; at--) {
    const next = DIGITS.indexOf(digits[at] ?? '') + 1;
    digits[at] = DIGITS[next] ?? '0';
    if (next < DIGITS.length) return `${index[0]}${digits.join('')}`;
  }
  return `${String.fromCharCode(index.charCodeAt(0) + 1)}${'0'.repeat(length + 1)}`;
}

/** Frames and moments that pass when a test says so. */
export class HandRhythm implements Rhythm {
  #frames: (() => void)[] = [];
  #moments: (() => void)[] = [];
  readonly random: () => number;

  constructor(random: () => number = Math.random) {
    this.random = random;
  }

  readonly frame = (run: () => void) => collect(this.#frames, run);
  readonly moment = (run: () => void) => collect(this.#moments, run);

  passFrame(): void {
    for (const run of this.#frames.splice(0)) run();
  }

  passMoment(): void {
    for (const run of this.#moments.splice(0)) run();
  }
}

function collect(list: (() => void)[], run: () => void): () => void {
  list.push(run);
  return () => {
    const at = list.indexOf(run);
    if (at >= 0) list.splice(at, 1);
  };
}
