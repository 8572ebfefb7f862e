// @vitest-environment jsdom
import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULTS, prefer, preferences } from '#settings/preferences.ts';
import { Background } from './background.ts';
import { BlurProcessor } from './blur-processor.ts';

beforeEach(() => prefer(DEFAULTS));

const want = (background: 'none' | 'blur') => prefer({ background });

/** A camera that is on, given what it was told. */
function newCamera() {
  let processor: BlurProcessor | undefined;
  const track = {
    isStopped: false,
    getProcessor: () => processor,
    setProcessor: vi.fn(async (given: BlurProcessor) => {
      processor = given;
    }),
    stopProcessor: vi.fn(async () => {
      processor = undefined;
    }),
  };
  const camera = {
    state: { wanted: true, track },
    want: vi.fn(async (wanted: boolean) => {
      camera.state = { ...camera.state, wanted };
    }),
  };
  return { camera, track };
}

/** What goes wrong in the worker is told to whoever made the processor. */
function fails(processor: BlurProcessor | undefined) {
  return processor
    ?.init({ track: { readyState: 'live', stop: vi.fn() } as unknown as MediaStreamTrack })
    .catch(() => undefined);
}

const newBackground = ({ camera } = newCamera()) =>
  new Background(
    () => camera,
    () => undefined,
  );

test('a camera opens blurred where that is wanted, and plain where it is not', async () => {
  const background = newBackground();
  expect(await background.forNewCamera()).toEqual({});
  want('blur');
  expect((await background.forNewCamera()).processor).toBeInstanceOf(BlurProcessor);
});

test('a camera that is on follows the wish, and is left alone where it does already', async () => {
  const own = newCamera();
  const background = newBackground(own);
  await background.look();
  want('blur');
  await background.look();
  await background.look();
  expect(own.track.setProcessor).toHaveBeenCalledOnce();
  want('none');
  await background.look();
  expect(own.track.stopProcessor).toHaveBeenCalledOnce();
});

test('of quick wishes the last one counts', async () => {
  const own = newCamera();
  const background = newBackground(own);
  const looks = (['blur', 'none', 'blur'] as const).map((wish) => {
    want(wish);
    return background.look();
  });
  await Promise.all(looks);
  expect(own.track.getProcessor()).toBeInstanceOf(BlurProcessor);
});

test('a camera that stopped while the model loaded leaves nothing running', async () => {
  want('blur');
  const own = newCamera();
  const destroy = vi.fn(async () => undefined);
  own.track.setProcessor.mockImplementation(async (given) => {
    own.track.isStopped = true;
    Object.assign(given, { destroy });
  });
  await newBackground(own).look();
  expect(destroy).toHaveBeenCalledOnce();
});

test('what cannot be blurred from now on goes off before it is plain, and says so until it is on again', async () => {
  want('blur');
  const own = newCamera();
  const background = newBackground(own);
  await background.look();
  own.camera.want.mockImplementation(async (wanted) => {
    expect(preferences().background).toBe('blur');
    own.camera.state = { ...own.camera.state, wanted };
    await background.look();
  });
  await fails(own.track.getProcessor());
  await vi.waitFor(() => expect(background.trouble).toEqual({ kind: 'failed', camera_off: true }));
  expect(own.camera.state.wanted).toBe(false);
  expect(preferences().background).toBe('none');
  own.camera.state = { ...own.camera.state, wanted: true };
  await background.look();
  expect(background.trouble).toBeNull();
});

test('a camera that is on and cannot be blurred goes on as it was', async () => {
  want('blur');
  const own = newCamera();
  own.track.setProcessor.mockImplementation(async (given) => fails(given));
  const background = newBackground(own);
  await background.look();
  expect(background.trouble).toEqual({ kind: 'failed', camera_off: false });
  expect(own.camera.want).not.toHaveBeenCalled();
  expect(own.track.getProcessor()).toBeUndefined();
  background.dismissTrouble();
  expect(background.trouble).toBeNull();
});

test('a camera that was to open blurred and cannot is off', async () => {
  want('blur');
  const { camera } = newCamera();
  const opening = { ...camera, state: { wanted: true, track: null } };
  const background = new Background(
    () => opening,
    () => undefined,
  );
  await background.look();
  const { processor } = await background.forNewCamera();
  await fails(processor);
  await background.look();
  expect(background.trouble).toEqual({ kind: 'failed', camera_off: true });
});
