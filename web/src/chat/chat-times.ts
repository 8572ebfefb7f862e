import type { TFunction } from 'i18next';

const DAY = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The time of day, in the reader's own zone. Made for each message: a format is costly to make, so it is kept. */
export function clockTime(instant: string, locale: string): string {
  const clock = clocks.get(locale) ?? new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
  clocks.set(locale, clock);
  return clock.format(new Date(instant));
}

/** Today, yesterday, or the date. */
export function dayName(instant: string, locale: string, t: TFunction, now = Date.now()): string {
  const day = new Date(instant).toDateString();
  if (day === new Date(now).toDateString()) return t('chat.today');
  if (day === new Date(now - DAY).toDateString()) return t('chat.yesterday');
  return new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(instant));
}
