import { expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import { PdfInsert } from './pdf-insert.ts';
import { PictureError } from './picture-error.ts';

const picture = { content: new Blob(['points']), width: 4, height: 3 };
const file = { id: '3b241101-e2bb-4255-8caf-4136c566a962', media_type: 'image/png' as const, size: 6 };

function made(count = 3) {
  const order: string[] = [];
  const pdf = {
    count,
    draw: vi.fn(async (page: number) => {
      order.push(`draw ${page}`);
      return picture;
    }),
    close: vi.fn(),
  };
  const steps = {
    open: vi.fn(async () => pdf),
    send: vi.fn(async (page: number) => {
      order.push(`send ${page}`);
      return file;
    }),
    addPage: vi.fn(async (page: number) => {
      order.push(`add ${page}`);
      return { id: 100 + page, name: '' };
    }),
    put: vi.fn(async ({ id }: { id: number }) => void order.push(`put ${id}`)),
    removePage: vi.fn(async () => undefined),
  };
  const insert = new PdfInsert(steps);
  const until = (step: string) => vi.waitFor(() => expect(insert.getState().step).toBe(step));
  return { steps, insert, until, order, pdf };
}

test('each page is drawn and sent before the page of the board is made, one after the other', async () => {
  const { insert, until, order } = made();
  await until('choosing');
  expect(insert.getState()).toEqual({ step: 'choosing', count: 3 });
  insert.take([1, 3]);
  await until('done');
  expect(order).toEqual(['draw 1', 'send 1', 'add 1', 'put 101', 'draw 3', 'send 3', 'add 3', 'put 103']);
  expect(insert.getState()).toEqual({ step: 'done', put: 2, failed: [] });
  expect(insert.first).toEqual({ id: 101, name: '' });
});

test('a page that failed is named, the others are there, and it alone is tried again from where it was', async () => {
  const { insert, until, steps } = made();
  await until('choosing');
  steps.put.mockImplementationOnce(async () => {
    throw new ApiError('unreachable');
  });
  insert.take([1, 2]);
  await until('done');
  expect(insert.getState()).toMatchObject({ put: 1, failed: [{ number: 1, error: { code: 'unreachable' } }] });
  insert.retry();
  await vi.waitFor(() => expect(insert.getState()).toMatchObject({ step: 'done', put: 2, failed: [] }));
  expect(steps.send).toHaveBeenCalledTimes(2);
  expect(steps.addPage).toHaveBeenCalledTimes(2);
});

test('called off, what is there stays, and no page without its picture is left', async () => {
  const { insert, until, steps, pdf } = made();
  await until('choosing');
  steps.put.mockImplementationOnce(async () => undefined);
  let called = 0;
  steps.put.mockImplementation(
    () =>
      new Promise<undefined>(() => {
        called += 1;
      }),
  );
  steps.put.mockImplementationOnce(async () => undefined);
  insert.take([1, 2, 3]);
  await vi.waitFor(() => expect(called).toBe(1));
  insert.end();
  expect(steps.removePage.mock.calls).toEqual([[{ id: 103, name: '' }]]);
  expect(pdf.close).toHaveBeenCalled();
});

test('a PDF that cannot be opened says why', async () => {
  const { steps } = made();
  steps.open.mockRejectedValueOnce(new PictureError('pdf_password'));
  const insert = new PdfInsert(steps);
  await vi.waitFor(() =>
    expect(insert.getState()).toMatchObject({ step: 'failed', error: { trouble: 'pdf_password' } }),
  );
});
