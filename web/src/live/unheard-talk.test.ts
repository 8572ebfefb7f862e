import { expect, test, vi } from 'vitest';
import { OFF, type OwnDeviceState } from './own-device-state.ts';
import { UnheardTalk } from './unheard-talk.ts';

const { stop, watchTalk } = vi.hoisted(() => {
  const stop = vi.fn();
  return { stop, watchTalk: vi.fn((_microphone: unknown, _onTalk: () => void) => stop) };
});
vi.mock('./talk-watch.ts', () => ({ watchTalk }));
vi.mock('./used-device.ts', () => ({ capturedBy: () => ({ readyState: 'live' }) }));

const off: OwnDeviceState = { ...OFF, held: null };

test('once somebody has been heard to talk, the microphone is let go of, once', async () => {
  const onChange = vi.fn();
  const unheard = new UnheardTalk(onChange);
  unheard.look({ ...off, silenced: true });
  await vi.waitFor(() => expect(watchTalk).toHaveBeenCalledOnce());
  watchTalk.mock.calls[0]?.[1]();
  expect(unheard.noticed).toBe(true);
  expect(stop).toHaveBeenCalledOnce();
  unheard.look(off);
  expect(unheard.noticed).toBe(false);
  expect(stop).toHaveBeenCalledOnce();
});
