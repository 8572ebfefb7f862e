/** One RTP packet, as the transport hands it over. */
export interface RtpPacket {
  ssrc: number;
  payload_type: number;
  /** The last one of a frame. */
  marker: boolean;
  /** 16 and 32 bits, as on the wire. */
  seq: number;
  timestamp: number;
  payload: Buffer;
  /** When it came, in milliseconds by the recorder's clock. */
  arrived: number;
}

/** Counts a number of so many bits on past its wrap; an older one that comes late is put before. */
export function countOn(bits: 16 | 32): (value: number) => number {
  const turn = 2 ** bits;
  let last: number | null = null;
  return (value) => {
    if (last === null) {
      last = value;
      return value;
    }
    let step = (value - (((last % turn) + turn) % turn) + turn) % turn;
    if (step >= turn / 2) step -= turn;
    const counted: number = last + step;
    if (step > 0) last = counted;
    return counted;
  };
}

/** A packet that was sent again (RFC 4588): its own number is in front of what it carries. Null: mere padding. */
export function unwrapRepeated(packet: RtpPacket, original: { ssrc: number; payload_type: number }): RtpPacket | null {
  if (packet.payload.length <= 2) return null;
  return { ...packet, ...original, seq: packet.payload.readUInt16BE(0), payload: packet.payload.subarray(2) };
}
