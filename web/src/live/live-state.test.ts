import { expect, test } from 'vitest';
import { isSameState, type LiveState } from './live-state.ts';

const device = { wanted: false, busy: false, trouble: null, device_id: null, track: null };
const own = { microphone: device, camera: device, microphones: [], cameras: [], speakers: [], speaker_id: null };
const inside: LiveState = { membership: { kind: 'inside', media: 'connected' }, sound_blocked: false, own };

test('what reads the same is the same, and each thing shown makes it another', () => {
  expect(isSameState(inside, { ...inside, membership: { ...inside.membership }, own: { ...own } })).toBe(true);
  const others: LiveState[] = [
    { ...inside, membership: { kind: 'inside', media: 'reconnecting' } },
    { ...inside, membership: { kind: 'outside', refusal: null } },
    { ...inside, sound_blocked: true },
    { ...inside, own: { ...own, speaker_id: 'loud' } },
    { ...inside, own: { ...own, camera: { ...device, wanted: true } } },
  ];
  for (const other of others) expect(isSameState(inside, other)).toBe(false);
});
