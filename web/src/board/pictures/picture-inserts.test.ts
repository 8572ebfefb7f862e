import { expect, test, vi } from 'vitest';
import { ApiError } from '#api/api-error.ts';
import { PictureError } from './picture-error.ts';
import { PictureInserts } from './picture-inserts.ts';

const picture = { content: new Blob(['points']), width: 4, height: 3 };
const sent = { id: '3b241101-e2bb-4255-8caf-4136c566a962', media_type: 'image/png' as const, size: 6 };
const file = (name: string) => new File(['x'], name);
const here = { x: 0, y: 0 };

function made() {
  const steps = {
    prepare: vi.fn(async () => picture),
    send: vi.fn(async () => sent),
    put: vi.fn(async () => undefined),
  };
  return { steps, inserts: new PictureInserts(steps) };
}
const settled = (inserts: PictureInserts) =>
  vi.waitFor(() => expect(inserts.getItems().every(({ state }) => state === 'failed')).toBe(true));

test('a picture is prepared, sent, and only then put on the page it was meant for', async () => {
  const { steps, inserts } = made();
  inserts.add([file('a.png'), file('b.png')], 5, here);
  expect(inserts.getItems().map(({ name, state }) => [name, state])).toEqual([
    ['a.png', 'working'],
    ['b.png', 'working'],
  ]);
  await settled(inserts);
  expect(inserts.getItems()).toEqual([]);
  expect(steps.put.mock.calls.map(([, , job]: unknown[]) => job)).toMatchObject([
    { page_id: 5, nth: 0 },
    { page_id: 5, nth: 1 },
  ]);
});

test('what failed is tried again from there, and nothing is sent twice', async () => {
  const { steps, inserts } = made();
  steps.send.mockRejectedValueOnce(new ApiError('unreachable'));
  steps.put.mockRejectedValueOnce(new ApiError('board_locked'));
  inserts.add([file('a.png')], 5, here);
  await settled(inserts);
  expect(steps.put).not.toHaveBeenCalled();
  const [item] = inserts.getItems();
  expect(item).toMatchObject({ state: 'failed', error: { code: 'unreachable' } });
  inserts.retry(item?.key ?? 0);
  await settled(inserts);
  expect(inserts.getItems()).toMatchObject([{ state: 'failed', error: { code: 'board_locked' } }]);
  inserts.retry(item?.key ?? 0);
  await settled(inserts);
  expect(inserts.getItems()).toEqual([]);
  expect(steps.prepare).toHaveBeenCalledTimes(1);
  expect(steps.send).toHaveBeenCalledTimes(2);
  expect(steps.put).toHaveBeenCalledTimes(2);
});

test('what is no picture is neither sent nor put anywhere', async () => {
  const { steps, inserts } = made();
  steps.prepare.mockRejectedValue(new PictureError('no_picture'));
  inserts.add([file('page.png')], 5, here);
  await settled(inserts);
  expect(inserts.getItems()).toMatchObject([{ state: 'failed', error: { trouble: 'no_picture' } }]);
  expect(steps.send).not.toHaveBeenCalled();
});

test('one that is given up is not put on the page any more', async () => {
  const { steps, inserts } = made();
  let arrive: (answer: typeof sent) => void = () => undefined;
  steps.send.mockReturnValue(new Promise((resolve) => (arrive = resolve)));
  inserts.add([file('a.png')], 5, here);
  await vi.waitFor(() => expect(steps.send).toHaveBeenCalled());
  inserts.remove(inserts.getItems()[0]?.key ?? 0);
  arrive(sent);
  await Promise.resolve();
  expect(inserts.getItems()).toEqual([]);
  expect(steps.put).not.toHaveBeenCalled();
});
