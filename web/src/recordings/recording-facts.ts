import type { Recording } from '@lectern/contract';

/** How it is called: by its own title, or its session's. */
export const recordingTitle = ({ title, session }: Pick<Recording, 'title' | 'session'>): string =>
  title || session.title;

/** How long it is, as hours, minutes and seconds; what is shorter than a second is one. */
export function lengthText(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3_600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** What is said of who may watch. past: it was shared, and that time is over. */
export function sharingNow(
  { sharing }: Pick<Recording, 'sharing'>,
  now: number,
): 'nobody' | 'participants' | 'until' | 'past' {
  if (sharing.with === 'nobody') return 'nobody';
  if (sharing.until === null) return 'participants';
  return Date.parse(sharing.until) > now ? 'until' : 'past';
}
