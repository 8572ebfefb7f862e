import { beforeEach, expect, test, vi } from 'vitest';
import { Background } from './background.ts';
import { BlurProcessor } from './blur-processor.ts';

let wanted = false;
const onTrouble = vi.fn();

beforeEach(() => {
  wanted = false;
  onTrouble.mockReset();
});

/** A camera that has been given what it was told, and remembers how often. */
function newCamera() {
  let processor: BlurProcessor | undefined;
  return {
    isStopped: false,
    getProcessor: () => processor,
    setProcessor: vi.fn(async (given: BlurProcessor) => {
      processor = given;
    }),
    stopProcessor: vi.fn(async () => {
      processor = undefined;
    }),
  };
}

const newBackground = () => new Background(() => wanted, onTrouble);

test('a camera opens blurred where that is wanted, and plain where it is not', async () => {
  const background = newBackground();
  expect(await background.forNewCamera()).toEqual({});
  wanted = true;
  expect((await background.forNewCamera()).processor).toBeInstanceOf(BlurProcessor);
});

test('a camera that is on follows the wish, and is left alone where it does already', async () => {
  const background = newBackground();
  const camera = newCamera();
  await background.fit(camera);
  wanted = true;
  await background.fit(camera);
  await background.fit(camera);
  expect(camera.setProcessor).toHaveBeenCalledOnce();
  wanted = false;
  await background.fit(camera);
  expect(camera.stopProcessor).toHaveBeenCalledOnce();
});

test('of quick wishes the last one counts', async () => {
  const background = newBackground();
  const camera = newCamera();
  wanted = true;
  const fits = [background.fit(camera)];
  wanted = false;
  fits.push(background.fit(camera));
  wanted = true;
  fits.push(background.fit(camera));
  await Promise.all(fits);
  expect(camera.getProcessor()).toBeInstanceOf(BlurProcessor);
});

test('a camera that stopped while the model loaded leaves nothing running', async () => {
  wanted = true;
  const camera = newCamera();
  const destroy = vi.fn(async () => undefined);
  camera.setProcessor.mockImplementation(async (given) => {
    camera.isStopped = true;
    Object.assign(given, { destroy });
  });
  await newBackground().fit(camera);
  expect(destroy).toHaveBeenCalledOnce();
});

test('a failure leaves the camera as it was, and the next wish is heard', async () => {
  wanted = true;
  const background = newBackground();
  const camera = newCamera();
  camera.setProcessor.mockRejectedValueOnce(new Error('no model'));
  await background.fit(camera);
  expect(camera.getProcessor()).toBeUndefined();
  await background.fit(camera);
  expect(camera.getProcessor()).toBeInstanceOf(BlurProcessor);
});
