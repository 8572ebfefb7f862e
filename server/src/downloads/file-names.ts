import type { ClipSource } from '@lectern/contract';

const LONGEST = 100;

/** A name that every system takes for a file, from a title that anybody may have written. */
export function fileName(title: string, ending: string): string {
  const plain = title
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${[...plain].slice(0, LONGEST).join('').trim() || 'recording'}${ending}`;
}

/** One person's track, by who, what and when it begins; `room`: the breakout's name, null for the main room. */
export function trackName(
  title: string,
  track: { person: string; room: string | null; source: ClipSource; from_ms: number; media_type: string },
): string {
  const at = Math.floor(track.from_ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${two(Math.floor(at / 3_600))}.${two(Math.floor(at / 60) % 60)}.${two(at % 60)}`;
  const source = track.source.replaceAll('_', ' ');
  const ending = track.media_type.includes('mp4') ? '.mp4' : '.webm';
  const room = track.room === null ? '' : `${track.room} `;
  return fileName(`${title} - ${time} ${room}${track.person} ${source}`, ending);
}
