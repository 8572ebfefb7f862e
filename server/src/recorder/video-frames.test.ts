import { describe, expect, test } from 'vitest';
import type { RtpPacket } from './rtp-packet.ts';
import { createVideoFrames, type Frame, type VideoCodec } from './video-frames.ts';

function subject(codec: VideoCodec) {
  const frames: Frame[] = [];
  let blanks = 0;
  const assembly = createVideoFrames(codec, { frame: (frame) => void frames.push(frame), blank: () => void blanks++ });
  let seq = 0;
  /** Sends the payloads of one frame. */
  function send(timestamp: number, ...payloads: number[][]): void {
    for (const [index, payload] of payloads.entries()) {
      const marker = index === payloads.length - 1;
      const packet: RtpPacket = {
        ssrc: 1,
        payload_type: 96,
        marker,
        seq: seq++,
        timestamp,
        payload: Buffer.from(payload),
        arrived: timestamp,
      };
      assembly.take(packet);
    }
  }
  return { assembly, frames, send, blanks: () => blanks };
}

const vp8Key = (width: number, height: number) => [
  0x10,
  0,
  0,
  0x9d,
  1,
  0x2a,
  width & 255,
  width >> 8,
  height & 255,
  height >> 8,
];

describe('VP8', () => {
  const start = [0x90, 0xe0, 0x81, 0x02, 0x03, 0x04];
  const more = [0x80, 0x80, 0x05];

  test('takes off the descriptors and puts the parts together', () => {
    const { frames, send } = subject('vp8');
    send(0, [...start, ...vp8Key(640, 360)], [...more, 1, 2], [...more, 3]);
    send(3000, [0x10, 0x31, 9]);
    expect(frames.map((frame) => [...frame.data])).toEqual([
      [...vp8Key(640, 360), 1, 2, 3],
      [0x31, 9],
    ]);
    expect(frames.map((frame) => [frame.key, frame.size?.width, frame.size?.height])).toEqual([
      [true, 640, 360],
      [false, undefined, undefined],
    ]);
  });

  test('begins with a key frame, and goes on after a loss with one', () => {
    const { assembly, frames, send } = subject('vp8');
    send(0, [0x10, 1, 1]);
    expect(assembly.needsKey()).toBe(true);
    send(1, [0x10, ...vp8Key(640, 360)]);
    send(2, [0x10, 1, 2]);
    assembly.lost();
    send(3, [0x10, 1, 3]);
    send(4, [0x10, ...vp8Key(320, 180)]);
    expect(frames.map((frame) => frame.timestamp)).toEqual([1, 2, 4]);
    expect(frames.at(-1)?.size).toEqual({ width: 320, height: 180 });
  });

  test('a frame without its beginning or its end is none', () => {
    const { frames, send } = subject('vp8');
    send(0, [0x10, ...vp8Key(640, 360)]);
    send(1, [0x00, 1, 2]);
    send(2, [0x10, ...vp8Key(640, 360)]);
    expect(frames.map((frame) => frame.timestamp)).toEqual([0, 2]);
  });

  test('leaves out padding, and the blanks of a camera that was turned off', () => {
    const { assembly, frames, send, blanks } = subject('vp8');
    send(0, [0x10, ...vp8Key(640, 360)]);
    send(1, []);
    send(2, [0x10, ...vp8Key(8, 8)]);
    expect(blanks()).toBe(1);
    expect(assembly.needsKey()).toBe(true);
    send(3, [0x10, 1, 1]);
    expect(frames).toHaveLength(1);
  });
});

describe('H264', () => {
  /** Baseline, as x264 writes it for 320x240; and what LiveKit sends for a camera that was turned off: 2x2. */
  const sps = [
    0x67, 0x42, 0xc0, 0x0d, 0xd9, 0x01, 0x41, 0xfb, 0x01, 0x10, 0, 0, 3, 0, 0x10, 0, 0, 3, 3, 0x20, 0xf1, 0x42, 0xa4,
    0x80,
  ];
  const blank = [
    0x67, 0x42, 0xc0, 0x1f, 0x0f, 0xd9, 0x1f, 0x88, 0x88, 0x84, 0, 0, 3, 0, 4, 0, 0, 3, 0, 0xc8, 0x3c, 0x60, 0xc9, 0x20,
  ];
  const pps = [0x68, 0xcb, 0x83, 0xcb, 0x20];
  const aggregate = (...units: number[][]) => [
    0x78,
    ...units.flatMap((unit) => [unit.length >> 8, unit.length & 255, ...unit]),
  ];

  test('unpacks aggregates and fragments, and keeps the parameter sets apart', () => {
    const { frames, send } = subject('h264');
    send(0, aggregate(sps, pps), [0x7c, 0x85, 1], [0x7c, 0x05, 2], [0x7c, 0x45, 3]);
    send(1, [0x41, 7]);
    expect(frames.map((frame) => [...frame.data])).toEqual([
      [0, 0, 0, 4, 0x65, 1, 2, 3],
      [0, 0, 0, 2, 0x41, 7],
    ]);
    expect(frames[0]?.size).toEqual({ width: 320, height: 240 });
    expect(frames[0]?.setup?.subarray(0, 4)).toEqual(Buffer.of(1, 0x42, 0xc0, 0x0d));
    expect(frames[0]?.setup?.includes(Buffer.from(pps))).toBe(true);
  });

  test('an IDR without its parameter sets, and one with a fragment missing, are no beginning', () => {
    const { frames, send } = subject('h264');
    send(0, [0x65, 1]);
    send(1, aggregate(sps, pps), [0x7c, 0x85, 1]);
    send(2, aggregate(sps, pps), [0x7c, 0x45, 1]);
    expect(frames).toEqual([]);
    send(3, sps, pps, [0x65, 1]);
    expect(frames).toHaveLength(1);
  });

  test('leaves out the blanks of a camera that was turned off', () => {
    const { frames, send, blanks } = subject('h264');
    send(0, aggregate(sps, pps), [0x65, 1]);
    send(1, blank, pps, [0x65, 1]);
    expect([frames.length, blanks()]).toEqual([1, 1]);
  });
});

describe('VP9', () => {
  const key = [0x82, 0x49, 0x83, 0x42, 0x00, 0x27, 0xf0, 0x16, 0x70];

  test('takes off the descriptors, and makes a superframe of layers', () => {
    const { frames, send } = subject('vp9');
    send(0, [0x88, 0x05, ...key], [0x84, 0x05, 1]);
    expect([...(frames[0]?.data ?? [])]).toEqual([...key, 1]);
    expect(frames[0]).toMatchObject({ key: true, size: { width: 640, height: 360 } });
    send(1, [0xec, 0x05, 0, 0, 9, 9], [0xec, 0x05, 2, 0, 8]);
    expect([...(frames[1]?.data ?? [])]).toEqual([9, 9, 8, 0xd9, 2, 0, 0, 0, 1, 0, 0, 0, 0xd9]);
    expect(frames[1]?.key).toBe(false);
  });

  test('a frame with a part missing is none', () => {
    const { frames, send } = subject('vp9');
    send(0, [0x88, 0x05, ...key], [0x80, 0x05, 1]);
    expect(frames).toEqual([]);
  });
});
