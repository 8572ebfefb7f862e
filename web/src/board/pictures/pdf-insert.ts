import type { BoardFile, BoardPage } from '@lectern/contract';
import type { Pdf } from './pdf-document.ts';
import type { Picture } from './picture-points.ts';

/** What has become of one page of the PDF; what is done already is not done again when it is tried again. */
interface PdfPage {
  readonly number: number;
  picture: Picture | null;
  sent: BoardFile | null;
  made: BoardPage | null;
}

export interface FailedPage {
  number: number;
  error: unknown;
}

export type PdfInsertState =
  | { step: 'opening' }
  | { step: 'failed'; error: unknown }
  | { step: 'choosing'; count: number }
  | { step: 'working'; done: number; total: number }
  | { step: 'done'; put: number; failed: readonly FailedPage[] };

interface Steps {
  open: () => Promise<Pdf>;
  send: (number: number, content: Blob, signal: AbortSignal) => Promise<BoardFile>;
  addPage: (number: number) => Promise<BoardPage>;
  put: (page: BoardPage, picture: Picture, file: BoardFile, signal: AbortSignal) => Promise<void>;
  /** Takes away a page on which its picture did not come to be, where one may. */
  removePage: (page: BoardPage) => Promise<void>;
}

/** Makes pages of the board of the pages of a PDF, one after the other: a page is added once its picture is there. */
export class PdfInsert {
  readonly #steps: Steps;
  readonly #readers = new Set<() => void>();
  readonly #running = new AbortController();
  #state: PdfInsertState = { step: 'opening' };
  #pdf: Pdf | null = null;
  #left: PdfPage[] = [];
  #put: BoardPage[] = [];

  constructor(steps: Steps) {
    this.#steps = steps;
    void this.#open();
  }

  readonly getState = (): PdfInsertState => this.#state;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  /** The first of the pages that were made. */
  get first(): BoardPage | null {
    return this.#put[0] ?? null;
  }

  take(numbers: readonly number[]): void {
    this.#left = numbers.map((number) => ({ number, picture: null, sent: null, made: null }));
    void this.#run();
  }

  /** Those that failed. */
  retry(): void {
    void this.#run();
  }

  /** Stops where it is. Pages that are there stay; one of which the picture is not there yet goes. */
  end(): void {
    this.#running.abort();
    this.#pdf?.close();
    for (const { made } of this.#left) if (made) void this.#steps.removePage(made).catch(() => undefined);
    this.#left = [];
  }

  async #open(): Promise<void> {
    try {
      const pdf = await this.#steps.open();
      if (this.#running.signal.aborted) return pdf.close();
      this.#pdf = pdf;
      this.#become({ step: 'choosing', count: pdf.count });
    } catch (error) {
      this.#become({ step: 'failed', error });
    }
  }

  async #run(): Promise<void> {
    const { signal } = this.#running;
    const total = this.#left.length;
    const failed: FailedPage[] = [];
    for (const [done, page] of [...this.#left].entries()) {
      this.#become({ step: 'working', done, total });
      try {
        await this.#insert(page, signal);
        this.#left = this.#left.filter((one) => one !== page);
      } catch (error) {
        if (signal.aborted) return;
        failed.push({ number: page.number, error });
      }
      if (signal.aborted) return;
    }
    this.#become({ step: 'done', put: this.#put.length, failed });
  }

  async #insert(page: PdfPage, signal: AbortSignal): Promise<void> {
    if (!this.#pdf) return;
    page.picture ??= await this.#pdf.draw(page.number, signal);
    page.sent ??= await this.#steps.send(page.number, page.picture.content, signal);
    signal.throwIfAborted();
    page.made ??= await this.#steps.addPage(page.number);
    await this.#steps.put(page.made, page.picture, page.sent, signal);
    this.#put.push(page.made);
  }

  #become(state: PdfInsertState): void {
    this.#state = state;
    for (const reader of this.#readers) reader();
  }
}
