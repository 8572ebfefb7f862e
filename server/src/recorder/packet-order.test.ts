import { expect, test } from 'vitest';
import { createPacketOrder } from './packet-order.ts';
import { type RtpPacket, unwrapRepeated } from './rtp-packet.ts';

const made = (seq: number, more: Partial<RtpPacket> = {}): RtpPacket => ({
  ...{ ssrc: 1, payload_type: 96, marker: true, timestamp: 0, payload: Buffer.of(1), arrived: 0 },
  seq: seq & 0xffff,
  ...more,
});

function subject() {
  const told: (number | string)[] = [];
  const times: number[] = [];
  const order = createPacketOrder({
    packet(packet) {
      told.push(packet.seq);
      times.push(packet.timestamp);
    },
    lost: (count) => told.push(`lost ${count}`),
  });
  return { order, told, times };
}

test('numbers and timestamps are counted on past their wrap', () => {
  const { order, told, times } = subject();
  for (let index = 0; index < 4; index++) {
    order.take(made(65_534 + index, { timestamp: (0xffffffff - 100 + index * 100) % 2 ** 32 }));
  }
  expect(told).toEqual([65_534, 65_535, 65_536, 65_537]);
  expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 100, 200, 300]);
});

test('what comes out of order or twice comes out once and in order, across the wrap too', () => {
  const { order, told } = subject();
  for (const seq of [65_533, 65_535, 65_535, 65_537, 65_534, 65_536, 65_534, 65_533]) order.take(made(seq));
  expect(told).toEqual([65_533, 65_534, 65_535, 65_536, 65_537]);
});

test('a hole is asked for, again and again, and given up after a second', () => {
  const { order, told } = subject();
  order.take(made(65_534));
  order.take(made(65_537, { arrived: 100 }));
  expect(order.tick(105)).toEqual([]);
  expect(order.tick(110)).toEqual([65_535, 0]);
  expect(order.tick(150)).toEqual([]);
  order.take(made(65_536, { arrived: 160 }));
  expect(order.tick(200)).toEqual([65_535]);
  expect(order.tick(1_099)).toEqual([65_535]);
  expect(told).toEqual([65_534]);
  expect(order.tick(1_100)).toEqual([]);
  expect(told).toEqual([65_534, 'lost 1', 65_536, 65_537]);
  order.take(made(65_535, { arrived: 1_200 }));
  expect(told).toHaveLength(4);
});

test('several holes at once are told one by one', () => {
  const { order, told } = subject();
  for (const seq of [1, 4, 5, 8]) order.take(made(seq));
  order.tick(2_000);
  expect(told).toEqual([1, 'lost 2', 4, 5, 'lost 2', 8]);
});

test('a sender that begins anew is believed at its second packet, and what strays is not', () => {
  const { order, told } = subject();
  order.take(made(1_000));
  order.take(made(30_000));
  order.take(made(1_001));
  expect(told).toEqual([1_000, 1_001]);
  order.take(made(40_000));
  order.take(made(40_001));
  order.take(made(40_002));
  expect(told).toEqual([1_000, 1_001, 'lost 1', 40_001, 40_002]);
});

test('what was sent again is unwrapped, and padding in that guise is nothing', () => {
  const original = { ssrc: 5, payload_type: 96 };
  const repeated = made(9, { ssrc: 6, payload_type: 97, payload: Buffer.of(0x12, 0x34, 7, 8) });
  expect(unwrapRepeated(repeated, original)).toMatchObject({ ...original, seq: 0x1234, payload: Buffer.of(7, 8) });
  expect(unwrapRepeated(made(9, { payload: Buffer.of(0, 1) }), original)).toBeNull();
});
