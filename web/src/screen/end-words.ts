import type { TFunction } from 'i18next';
import type { ScreenEnd } from '#live/own-screen.ts';

/** Why one's screen is not shared, and what there is to do; `sharer`: who shares instead, where that is known. */
export function endWords(end: ScreenEnd, sharer: string | null, t: TFunction): { title: string; hint: string | null } {
  switch (end.kind) {
    case 'ended':
      return { title: t(`screen.ended.${end.reason}`), hint: null };
    case 'trouble':
      return { title: t(`screen.trouble.${end.trouble}`), hint: t(`screen.remedy.${end.trouble}`) };
    case 'refused':
      if (end.code === 'screen_locked')
        return { title: t('screen.refused.locked'), hint: t('screen.refused.lockedHint') };
      if (end.code !== 'screen_taken') return { title: t('screen.refused.other'), hint: t(`failures.${end.code}`) };
      return {
        title: sharer ? t('screen.refused.takenBy', { name: sharer }) : t('screen.refused.taken'),
        hint: t('screen.refused.takenHint'),
      };
    default:
      return end satisfies never;
  }
}
