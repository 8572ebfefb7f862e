import type { BoardFile } from '@lectern/contract';
import type { Sending } from '#api/send-bytes.ts';
import type { Picture } from './picture-points.ts';

/** A picture on its way to the board. `part`: from 0 to 1, how much of it is sent. */
export type PictureInsert = { key: number; name: string } & (
  | { state: 'working'; part: number }
  | { state: 'failed'; error: unknown }
);

interface Steps {
  prepare: (file: File) => Promise<Picture>;
  send: (name: string, content: Blob, how: Sending) => Promise<BoardFile>;
  /** Puts what was sent where `place` said. */
  put: (picture: Picture, file: BoardFile, job: Job) => Promise<void>;
}

/** One of them from its file to the page: what is done already is not done again when it is tried again. */
export interface Job {
  readonly key: number;
  readonly file: File;
  readonly page_id: number;
  /** Where its middle is to be. */
  readonly at: { x: number; y: number };
  /** How many were put there at the same time before it. */
  readonly nth: number;
  picture: Picture | null;
  sent: BoardFile | null;
  running: AbortController | null;
}

/** The pictures that are being put on the board. Nothing of one is seen by anybody before all of it is there. */
export class PictureInserts {
  readonly #steps: Steps;
  readonly #readers = new Set<() => void>();
  readonly #jobs = new Map<number, Job>();
  #items: readonly PictureInsert[] = [];
  #made = 0;

  constructor(steps: Steps) {
    this.#steps = steps;
  }

  readonly getItems = (): readonly PictureInsert[] => this.#items;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  add(files: readonly File[], page_id: number, at: { x: number; y: number }): void {
    for (const [nth, file] of files.entries()) {
      this.#made += 1;
      const job: Job = { key: this.#made, file, page_id, at, nth, picture: null, sent: null, running: null };
      this.#jobs.set(job.key, job);
      this.#become([...this.#items, { key: job.key, name: file.name, state: 'working', part: 0 }]);
      void this.#run(job);
    }
  }

  retry(key: number): void {
    const job = this.#jobs.get(key);
    if (!job) return;
    this.#put({ key, name: job.file.name, state: 'working', part: 0 });
    void this.#run(job);
  }

  /** Gives one up, whatever has become of it. */
  remove(key: number): void {
    this.#jobs.get(key)?.running?.abort();
    this.#jobs.delete(key);
    this.#become(this.#items.filter((one) => one.key !== key));
  }

  end(): void {
    for (const { key } of this.#items) this.remove(key);
  }

  async #run(job: Job): Promise<void> {
    const { key, file } = job;
    const running = new AbortController();
    job.running = running;
    try {
      job.picture ??= await this.#steps.prepare(file);
      if (running.signal.aborted) return;
      const onProgress = (part: number) => this.#put({ key, name: file.name, state: 'working', part });
      const how = { signal: running.signal, onProgress };
      job.sent ??= await this.#steps.send(file.name || 'picture', job.picture.content, how);
      if (running.signal.aborted) return;
      await this.#steps.put(job.picture, job.sent, job);
      this.remove(key);
    } catch (error) {
      if (!running.signal.aborted) this.#put({ key, name: file.name, state: 'failed', error });
    }
  }

  #put(item: PictureInsert): void {
    this.#become(this.#items.map((one) => (one.key === item.key ? item : one)));
  }

  #become(items: readonly PictureInsert[]): void {
    this.#items = items;
    for (const reader of this.#readers) reader();
  }
}
