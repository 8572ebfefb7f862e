import type { DocumentAwareness } from '@lectern/contract';
import type { Awareness } from 'y-protocols/awareness';

/** How often at most others are told where one points, in milliseconds. */
const PACE = 50;
/** More are not taken. */
const MOST_SELECTED = 200;

/** Tells the others where one points, what one has selected and what one sees; at a pace, and nothing of it is kept. */
export class OwnSigns {
  readonly #awareness: Awareness;
  #signs: DocumentAwareness = {};
  #selected: Readonly<Record<string, true>> = {};
  #told = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
  }

  /** What is selected, as Excalidraw keeps it; asked with every move of the pointer. */
  select(selected: Readonly<Record<string, true>>): void {
    if (selected === this.#selected) return;
    this.#selected = selected;
    const ids = Object.keys(selected).slice(0, MOST_SELECTED);
    if (ids.length > 0 || this.#signs.selected) this.show({ selected: ids });
  }

  show(signs: DocumentAwareness): void {
    this.#signs = { ...this.#signs, ...signs };
    this.#timer ??= setTimeout(() => this.#tell(), Math.max(0, this.#told + PACE - Date.now()));
  }

  end(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tell(): void {
    this.#timer = null;
    this.#told = Date.now();
    this.#awareness.setLocalState(this.#signs);
  }
}
