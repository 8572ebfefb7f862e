/** One stream of packets that an offer announces. */
export interface OfferedStream {
  ssrc: number;
  /** Under which lost packets come again; null: there is none. */
  rtx_ssrc: number | null;
  track_sid: string;
  /** The codec of each payload type, lower case; rtx names the one it repeats. */
  payloads: ReadonlyMap<number, { codec: string; repeats: number | null }>;
}

/**
 * What LiveKit sends, by its offer. Its lines are used again, for other people's tracks too, so each offer is read
 * whole: what it does not name any more has ended.
 */
export function readStreams(sdp: string): OfferedStream[] {
  return sdp
    .split(/^m=/m)
    .slice(1)
    .flatMap((section): OfferedStream[] => {
      if (!/^(audio|video) /.test(section) || !/^a=(sendrecv|sendonly)\b/m.test(section)) return [];
      const msid = /^a=msid:\S+ (\S+)/m.exec(section) ?? /^a=ssrc:\d+ msid:\S+ (\S+)/m.exec(section);
      const pair = /^a=ssrc-group:FID (\d+) (\d+)/m.exec(section);
      const ssrc = pair?.[1] ?? /^a=ssrc:(\d+)/m.exec(section)?.[1];
      const track_sid = msid?.[1];
      if (!track_sid || ssrc === undefined) return [];
      const rtx_ssrc = pair?.[2] === undefined ? null : Number(pair[2]);
      return [{ ssrc: Number(ssrc), rtx_ssrc, track_sid, payloads: payloadsOf(section) }];
    });
}

function payloadsOf(section: string): OfferedStream['payloads'] {
  const repeats = new Map<number, number>();
  for (const [, type, original] of section.matchAll(/^a=fmtp:(\d+) (?:.*;)?apt=(\d+)/gm)) {
    repeats.set(Number(type), Number(original));
  }
  const payloads = new Map<number, { codec: string; repeats: number | null }>();
  for (const [, type, codec = ''] of section.matchAll(/^a=rtpmap:(\d+) ([\w-]+)\//gm)) {
    payloads.set(Number(type), { codec: codec.toLowerCase(), repeats: repeats.get(Number(type)) ?? null });
  }
  return payloads;
}
