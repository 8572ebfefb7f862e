import type { TFunction } from 'i18next';
import { personName } from '#people/person-name.ts';
import type { Told } from './told.ts';

/** The same in words. */
export function toldWords(t: TFunction, told: Told): string {
  const name = told.by ? personName(told.by) : t('moderation.somebody');
  switch (told.kind) {
    case 'muted':
      return t(`moderation.told.muted.${told.source}`, { name });
    case 'all_muted':
      return t('moderation.told.allMuted', { name });
    case 'locked':
    case 'unlocked':
    case 'exempted':
      return t(`moderation.told.${told.kind}.${told.right}`, { name });
    case 'door':
      return t(told.open ? 'moderation.told.doorOpened' : 'moderation.told.doorClosed', { name });
    default:
      return told satisfies never;
  }
}
