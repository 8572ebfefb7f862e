import type { Presence } from '@lectern/contract';
import { IconMoon, IconPlugConnectedX } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale } from '#sessions/session-times.ts';

type Away = NonNullable<Presence['away']>;

/** That somebody is not quite there: their tab is hidden, or their connection is lost. */
export function AwayMark({ away, size = 18 }: { away: Away; size?: number }) {
  const { t } = useTexts();
  const Glyph = away === 'hidden' ? IconMoon : IconPlugConnectedX;
  return <Glyph size={size} stroke={1.75} role="img" aria-label={t(`presence.${away}`)} />;
}

/** The same in words, with since when. */
export function useAwayText(): (presence: Presence | undefined) => string | null {
  const { t, language } = useTexts();
  const clock = new Intl.DateTimeFormat(dateLocale(language), { hour: '2-digit', minute: '2-digit' });
  return (presence) => {
    if (!presence?.away) return null;
    const since = t('presence.since', { time: clock.format(new Date(presence.since)) });
    return `${t(`presence.${presence.away}`)}, ${since}`;
  };
}
