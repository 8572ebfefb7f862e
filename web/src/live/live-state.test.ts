import { expect, test } from 'vitest';
import { isSameState, type LiveState } from './live-state.ts';
import { OwnDevice } from './own-device.ts';

const { state: device } = new OwnDevice('camera', () => undefined);
const speaker = { used: null, news: null };
const lists = { microphones: [], cameras: [], speakers: [] };
const own = { microphone: device, camera: device, speaker, talks_unheard: false, background_trouble: null, ...lists };
const inside: LiveState = { membership: { kind: 'inside', media: 'connected' }, sound_blocked: false, own, move: null };

test('what reads the same is the same, and each thing shown makes it another', () => {
  expect(isSameState(inside, { ...inside, membership: { ...inside.membership }, own: { ...own } })).toBe(true);
  const others: LiveState[] = [
    { ...inside, membership: { kind: 'inside', media: 'reconnecting' } },
    { ...inside, membership: { kind: 'outside', refusal: null } },
    { ...inside, sound_blocked: true },
    { ...inside, move: { to: 31, kind: 'moving' } },
    { ...inside, own: { ...own, speaker: { ...speaker } } },
    { ...inside, own: { ...own, camera: { ...device, wanted: true } } },
  ];
  for (const other of others) expect(isSameState(inside, other)).toBe(false);
});
