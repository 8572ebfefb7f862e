import { LARGEST_ATTACHMENT } from '@lectern/contract';
import { expect, test } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import { Uploads } from './uploads.ts';

const file = (name: string, size = 3) => {
  const made = new File(['abc'], name);
  Object.defineProperty(made, 'size', { value: size });
  return made;
};
const attachment = { id: 1, name: 'a.txt', media_type: 'text/plain', size: 3 };
const quiet = () => undefined;
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('a file goes up, and is handed over once', async () => {
  const uploads = new Uploads(async (_file, { onProgress }) => {
    onProgress(0.5);
    return attachment;
  }, quiet);
  uploads.add([file('a.txt')]);
  expect(uploads.items[0]).toMatchObject({ state: 'uploading', part: 0.5 });
  expect(uploads.take()).toEqual([]);
  await settled();
  expect(uploads.take()).toEqual([attachment]);
  expect(uploads.take()).toEqual([]);
});

test('what is too large or empty is not sent at all', async () => {
  let sent = 0;
  const uploads = new Uploads(async () => {
    sent += 1;
    return attachment;
  }, quiet);
  uploads.add([file('big', LARGEST_ATTACHMENT + 1), file('nothing', 0)]);
  expect(uploads.items).toMatchObject([
    { state: 'failed', error: { code: 'attachment_too_large' } },
    { state: 'failed', error: { code: 'attachment_empty' } },
  ]);
  expect(sent).toBe(0);
});

test('what failed can be tried again, and what runs can be cancelled', async () => {
  let tries = 0;
  const signals: AbortSignal[] = [];
  const uploads = new Uploads(async (_file, { signal }) => {
    signals.push(signal);
    tries += 1;
    if (tries === 1) throw new ApiError('unreachable');
    return new Promise(() => undefined);
  }, quiet);
  uploads.add([file('a')]);
  await settled();
  expect(uploads.items[0]?.state).toBe('failed');
  uploads.retry(1);
  expect(uploads.items[0]?.state).toBe('uploading');
  uploads.remove(1);
  expect(signals[1]?.aborted).toBe(true);
  expect(uploads.items).toEqual([]);
});

test('a message carries ten files at most', () => {
  const uploads = new Uploads(() => new Promise(() => undefined), quiet);
  expect(uploads.add(Array.from({ length: 11 }, (_, index) => file(`${index}`)))).toBe(false);
  expect(uploads.items).toHaveLength(10);
});
