import '#i18n/add-failure-texts.ts';
import { type Attachment, LARGEST_ATTACHMENT, MOST_ATTACHMENTS } from '@lectern/contract';
import { ApiError } from '#api/api-error.ts';

/** A file that is to go with the next message. */
export type Upload = { key: number; file: File } & (
  | { state: 'uploading'; part: number }
  | { state: 'ready'; attachment: Attachment }
  | { state: 'failed'; error: unknown }
);

type SendFile = (file: File, how: { signal: AbortSignal; onProgress: (part: number) => void }) => Promise<Attachment>;

/** The files that are being attached; they go on uploading while the panel is closed. */
export class Uploads {
  readonly #send: SendFile;
  readonly #onChange: () => void;
  readonly #running = new Map<number, AbortController>();
  #items: readonly Upload[] = [];
  #made = 0;

  constructor(send: SendFile, onChange: () => void) {
    this.#send = send;
    this.#onChange = onChange;
  }

  get items(): readonly Upload[] {
    return this.#items;
  }

  /** Takes as many as a message can carry; false where some were left out. */
  add(files: readonly File[]): boolean {
    const room = MOST_ATTACHMENTS - this.#items.length;
    for (const file of files.slice(0, room)) {
      this.#made += 1;
      this.#become([...this.#items, { key: this.#made, file, state: 'uploading', part: 0 }]);
      void this.#upload(this.#made, file);
    }
    return files.length <= room;
  }

  retry(key: number): void {
    const found = this.#items.find((one) => one.key === key);
    if (!found) return;
    this.#put({ key, file: found.file, state: 'uploading', part: 0 });
    void this.#upload(key, found.file);
  }

  remove(key: number): void {
    this.#running.get(key)?.abort();
    this.#become(this.#items.filter((one) => one.key !== key));
  }

  /** Hands over those that are ready, for the message that is sent now. */
  take(): Attachment[] {
    const ready = this.#items.flatMap((one) => (one.state === 'ready' ? [one.attachment] : []));
    this.#become(this.#items.filter((one) => one.state !== 'ready'));
    return ready;
  }

  async #upload(key: number, file: File): Promise<void> {
    // Said before anything is sent: nobody waits for 2 GB to be refused.
    const wrong = file.size > LARGEST_ATTACHMENT ? 'attachment_too_large' : file.size === 0 ? 'attachment_empty' : null;
    if (wrong) return this.#put({ key, file, state: 'failed', error: new ApiError(wrong) });
    const running = new AbortController();
    this.#running.set(key, running);
    try {
      const onProgress = (part: number) => this.#put({ key, file, state: 'uploading', part });
      const attachment = await this.#send(file, { signal: running.signal, onProgress });
      this.#put({ key, file, state: 'ready', attachment });
    } catch (error) {
      if (!running.signal.aborted) this.#put({ key, file, state: 'failed', error });
    } finally {
      this.#running.delete(key);
    }
  }

  #put(upload: Upload): void {
    this.#become(this.#items.map((one) => (one.key === upload.key ? upload : one)));
  }

  #become(items: readonly Upload[]): void {
    this.#items = items;
    this.#onChange();
  }
}
