/** Those who want to hear of each message of one kind as it comes. */
export class Witnesses<T> {
  readonly #all = new Set<(message: T) => void>();

  /** Hears them until the returned function is called. */
  add(witness: (message: T) => void): () => void {
    this.#all.add(witness);
    return () => this.#all.delete(witness);
  }

  readonly tell = (message: T): void => {
    for (const witness of this.#all) witness(message);
  };
}
