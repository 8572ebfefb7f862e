import { countOn, type RtpPacket } from './rtp-packet.ts';

/** A hole is asked for when it is this old, and then again and again, in milliseconds. */
const ASK_AFTER = 10;
const ASK_AGAIN_AFTER = 80;
/** By then what is missing has come, or does not come at all. */
const PATIENCE = 1_000;
/** Packets that are further away than this do not belong to the same run of numbers. */
const FAR = 2_000;
/** More than this cannot be missing within that second, but where numbers are made to leap: those of before are given up. */
const MOST_HOLES = 2_000;

export interface PacketOrderEvents {
  /** The next packet. Its numbers are counted on past their wrap. */
  packet(packet: RtpPacket): void;
  /** So many are lost for good before the next one. */
  lost(count: number): void;
}

/**
 * Puts one stream's packets in order, says which ones to ask for again, and gives up on those that do not come. Doubled
 * ones and those that come after their place was given up are dropped.
 */
export function createPacketOrder(events: PacketOrderEvents) {
  let countSeq = countOn(16);
  const countTimestamp = countOn(32);
  const waiting = new Map<number, RtpPacket>();
  const holes = new Map<number, { since: number; asked: number }>();
  /** What comes next, and the highest that came. */
  let next: number | null = null;
  let highest = 0;
  /** A sender that begins its numbers anew is believed at its second packet: one alone may have lost its way. */
  let strayed: number | null = null;

  function take(packet: RtpPacket): void {
    const seq = place(packet);
    if (seq === null || next === null) return;
    if (seq < next || waiting.has(seq)) return;
    holes.delete(seq);
    if (holes.size + seq - highest > MOST_HOLES) holes.clear();
    for (let missing = Math.max(highest + 1, next); missing < seq; missing++) {
      holes.set(missing, { since: packet.arrived, asked: Number.NEGATIVE_INFINITY });
    }
    highest = Math.max(highest, seq);
    waiting.set(seq, { ...packet, seq, timestamp: countTimestamp(packet.timestamp) });
    deliver();
  }

  function place(packet: RtpPacket): number | null {
    if (next === null) {
      next = countSeq(packet.seq);
      highest = next - 1;
      return next;
    }
    const away = distance(packet.seq, highest);
    if (Math.abs(away) <= FAR) {
      strayed = null;
      return countSeq(packet.seq);
    }
    if (strayed === null || distance(packet.seq, strayed) !== 1) {
      strayed = packet.seq;
      return null;
    }
    strayed = null;
    giveUpAll();
    countSeq = countOn(16);
    next = countSeq(packet.seq);
    highest = next - 1;
    return next;
  }

  function deliver(): void {
    if (next === null) return;
    for (let packet = waiting.get(next); packet; packet = waiting.get(next)) {
      waiting.delete(next++);
      events.packet(packet);
    }
  }

  /** Which numbers (16 bits) to ask for again now. */
  function tick(now: number): number[] {
    const asked: number[] = [];
    for (const [seq, hole] of holes) {
      if (now - hole.since >= PATIENCE) holes.delete(seq);
      else if (now - hole.since >= ASK_AFTER && now - hole.asked >= ASK_AGAIN_AFTER) {
        hole.asked = now;
        asked.push(((seq % 0x10000) + 0x10000) % 0x10000);
      }
    }
    skipLost();
    return asked;
  }

  function skipLost(): void {
    if (next === null) return;
    while (waiting.size > 0 && !holes.has(next)) {
      let lost = 0;
      while (!waiting.has(next) && !holes.has(next)) {
        next++;
        lost++;
      }
      if (lost > 0) events.lost(lost);
      if (!waiting.has(next)) return;
      deliver();
    }
  }

  function giveUpAll(): void {
    holes.clear();
    skipLost();
    events.lost(1);
  }

  /** The whole timestamp of one that is not in a packet of this stream, such as a sender report's. */
  return { take, tick, timestampOf: countTimestamp };
}

function distance(seq: number, from: number): number {
  const step = (((seq - from) % 0x10000) + 0x10000) % 0x10000;
  return step >= 0x8000 ? step - 0x10000 : step;
}
