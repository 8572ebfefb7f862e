import { readSps } from './h264-sps.ts';
import type { Assemble } from './video-frames.ts';

const SLICE_IDR = 5;
const SPS = 7;
const PPS = 8;
const DELIMITER = 9;
const STAP_A = 24;
const FU_A = 28;
/** LiveKit's picture for a camera that was turned off is smaller than this. */
const BLANK = 16;

/** H264 (RFC 6184) as it lies in MP4: each unit with its length before it, the parameter sets apart from it. */
export function createH264Assembly(): Assemble {
  let sps: Buffer | null = null;
  let pps: Buffer | null = null;

  return (payloads) => {
    const units = unitsOf(payloads);
    if (!units) return 'broken';
    const slices: Buffer[] = [];
    let key = false;
    let hasSps = false;
    for (const unit of units) {
      const type = (unit[0] ?? 0) & 31;
      if (type === SPS) {
        sps = unit;
        hasSps = true;
      } else if (type === PPS) pps = unit;
      else if (type !== DELIMITER) {
        if (type === SLICE_IDR) key = true;
        slices.push(unit);
      }
    }
    if (slices.length === 0) return 'broken';
    const data = withLengths(slices);
    if (!key) return { data, key, size: null, setup: null };
    // An IDR without its parameter sets is the tail of a frame whose beginning is lost.
    if (!hasSps || !sps || !pps) return 'broken';
    const size = readSps(sps);
    if (!size) return 'broken';
    if (size.width < BLANK && size.height < BLANK) return 'blank';
    return { data, key, size, setup: decoderConfiguration(sps, pps) };
  };
}

function unitsOf(payloads: Buffer[]): Buffer[] | null {
  const units: Buffer[] = [];
  let fragments: Buffer[] | null = null;
  for (const payload of payloads) {
    const [first = 0, second = 0] = payload;
    const type = first & 31;
    if (type === FU_A) {
      if (second & 0x80) {
        if (fragments) return null;
        fragments = [Buffer.of((first & 0xe0) | (second & 31))];
      }
      if (!fragments) return null;
      fragments.push(payload.subarray(2));
      if (second & 0x40) {
        units.push(Buffer.concat(fragments));
        fragments = null;
      }
    } else if (fragments) return null;
    else if (type === STAP_A) {
      const inside = splitAggregate(payload);
      if (!inside) return null;
      units.push(...inside);
    } else if (type > 0 && type < STAP_A) units.push(payload);
    else return null;
  }
  return fragments ? null : units;
}

function splitAggregate(payload: Buffer): Buffer[] | null {
  const units: Buffer[] = [];
  for (let at = 1; at < payload.length; ) {
    if (at + 2 > payload.length) return null;
    const length = payload.readUInt16BE(at);
    if (length === 0 || at + 2 + length > payload.length) return null;
    units.push(payload.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return units;
}

function withLengths(units: Buffer[]): Buffer {
  return Buffer.concat(
    units.flatMap((unit) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(unit.length);
      return [length, unit];
    }),
  );
}

/** AVCDecoderConfigurationRecord, ISO/IEC 14496-15. */
function decoderConfiguration(sps: Buffer, pps: Buffer): Buffer {
  const length = (of: Buffer) => [of.length >> 8, of.length & 0xff];
  return Buffer.concat([
    Buffer.from([1, sps[1] ?? 0, sps[2] ?? 0, sps[3] ?? 0, 0xff, 0xe1, ...length(sps)]),
    sps,
    Buffer.from([1, ...length(pps)]),
    pps,
    ...(HIGH_PROFILES.has(sps[1] ?? 0) ? [Buffer.of(0xfd, 0xf8, 0xf8, 0)] : []),
  ]);
}

/** Those whose record goes on: 4:2:0 with 8 bits, as everything is that comes over WebRTC. */
const HIGH_PROFILES = new Set([100, 110, 122, 144]);
