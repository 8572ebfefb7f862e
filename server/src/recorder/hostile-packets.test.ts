import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createOpusLine } from './opus-line.ts';
import { createPacketOrder } from './packet-order.ts';
import type { RtpPacket } from './rtp-packet.ts';
import { createVideoFrames, type Frame, type VideoCodec } from './video-frames.ts';

const CODECS: VideoCodec[] = ['vp8', 'vp9', 'h264'];

const packetOf = (payload: Buffer, more: Partial<RtpPacket> = {}): RtpPacket => ({
  ...{ ssrc: 1, payload_type: 96, marker: true, seq: 0, timestamp: 0, arrived: 0 },
  payload,
  ...more,
});

function framesOf(codec: VideoCodec, packets: readonly RtpPacket[]): Frame[] {
  const frames: Frame[] = [];
  const assembly = createVideoFrames(codec, { frame: (frame) => void frames.push(frame), blank: () => undefined });
  for (const packet of packets) assembly.take(packet);
  return frames;
}

/** Bytes that get past the first looks: heads that are real ones, with anything behind them. */
const HEADS = [
  '',
  '10',
  '9080',
  '90e08102',
  '67640028',
  '678400ff',
  '18',
  '1800',
  '7c85',
  '7c45',
  '65',
  '08',
  '8f',
  '02ff',
];
const Payload = fc
  .tuple(fc.constantFrom(...HEADS), fc.uint8Array({ maxLength: 60 }))
  .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'hex'), rest]));

test('whatever a publisher sends as pictures, what comes of it are frames of a size that there is', () => {
  const Packets = fc.array(fc.record({ payload: Payload, marker: fc.boolean(), timestamp: fc.nat(3) }));
  fc.assert(
    fc.property(fc.constantFrom(...CODECS), Packets, (codec, sent) => {
      for (const { size, data } of framesOf(
        codec,
        sent.map(({ payload, ...more }) => packetOf(payload, more)),
      )) {
        expect(data.length).toBeGreaterThan(0);
        for (const side of size ? [size.width, size.height] : []) {
          expect(side).toBeGreaterThan(0);
          expect(side).toBeLessThanOrEqual(8_192);
        }
      }
    }),
  );
});

test('a picture that is no pixel wide, and one that is wider than any screen, are none', () => {
  const vp8 = (width: number, height: number) => {
    return Buffer.concat([Buffer.of(0x10, 0, 0, 0, 0x9d, 1, 0x2a), le(width), le(height)]);
  };
  const le = (value: number) => Buffer.of(value & 255, value >> 8);
  expect(framesOf('vp8', [packetOf(vp8(640, 360))])).toHaveLength(1);
  expect(framesOf('vp8', [packetOf(vp8(0, 360))])).toEqual([]);
  expect(framesOf('vp8', [packetOf(vp8(16_383, 360))])).toEqual([]);

  const h264 = (columns: number, cropped: number) => {
    const sps = spsOf(columns, 22, cropped);
    return ['67', '68', '65'].map((head, index) =>
      packetOf(Buffer.concat([Buffer.from(head, 'hex'), index === 0 ? sps : Buffer.of(0xee)]), { marker: index === 2 }),
    );
  };
  expect(framesOf('h264', h264(40, 0))[0]?.size).toEqual({ width: 640, height: 352 });
  expect(framesOf('h264', h264(1_000_000, 0))).toEqual([]);
  expect(framesOf('h264', h264(40, 500))).toEqual([]);
});

/** A parameter set of the baseline profile, of so many columns and rows of 16 pixels, with so much cut off at the left. */
function spsOf(columns: number, rows: number, cropped: number): Buffer {
  const ue = (value: number) => {
    const bits = (value + 1).toString(2);
    return '0'.repeat(bits.length - 1) + bits;
  };
  const crop = cropped > 0 ? `1${[cropped, 0, 0, 0].map(ue).join('')}` : '0';
  const bits = `${ue(0)}${ue(0)}${ue(2)}${ue(1)}0${ue(columns - 1)}${ue(rows - 1)}11${crop}01`;
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return Buffer.from([66, 0, 31, ...bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))]);
}

test('a frame that never ends is given up before it fills the memory', () => {
  const part = Buffer.alloc(1_000_000, 1);
  const frames: Frame[] = [];
  const assembly = createVideoFrames('vp8', { frame: (frame) => void frames.push(frame), blank: () => undefined });
  const key = Buffer.from('10000000' + '9d012a' + '80026801', 'hex');
  assembly.take(packetOf(key, { marker: false }));
  for (let index = 0; index < 20; index++) assembly.take(packetOf(part, { marker: false }));
  assembly.take(packetOf(part, { marker: true }));
  expect(frames).toEqual([]);
  assembly.take(packetOf(key, { timestamp: 1 }));
  expect(frames).toHaveLength(1);
});

test('whatever a publisher sends as sound, it is laid end to end', () => {
  const Packets = fc.array(fc.tuple(fc.uint8Array({ maxLength: 8 }), fc.nat(50_000), fc.nat(2 ** 32 - 1)));
  fc.assert(
    fc.property(Packets, (sent) => {
      let end = 0;
      const line = createOpusLine((_, sample, samples) => {
        expect(sample).toBe(end);
        end += samples;
      });
      for (const [packet, due, timestamp] of sent) line.take(Buffer.from(packet), due, timestamp);
    }),
  );
});

test('numbers that leap in every packet do not make more holes than are worth asking for', () => {
  let asked = 0;
  const order = createPacketOrder({ packet: () => undefined, lost: () => undefined });
  for (let index = 0; index < 500; index++) {
    order.take(packetOf(Buffer.of(1), { seq: (index * 1_900) & 0xffff, arrived: index }));
    if (index % 25 === 0) asked = Math.max(asked, order.tick(index).length);
  }
  asked = Math.max(asked, order.tick(500).length);
  expect(asked).toBeLessThanOrEqual(2_000);
});
