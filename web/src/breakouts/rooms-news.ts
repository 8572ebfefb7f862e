import { moderates, type SessionView } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import { withoutRoom } from './groups.ts';

/** Whether there is anything behind the button: for hosts always, for others while the rooms are open. */
export function roomsOffered({ role, breakouts }: Pick<SessionView, 'role' | 'breakouts'>): boolean {
  return moderates(role) || breakouts?.opened_at != null;
}

/** For hosts, while the rooms are open: how many ask for help, and how many have no room. */
export function useRoomsNews(view: SessionView): { mark: string; text: string } | null {
  const { t } = useTexts();
  const { breakouts } = view;
  if (!breakouts?.opened_at) return null;
  const help = breakouts.help.length;
  const late = withoutRoom(view).length;
  if (help + late === 0) return null;
  const texts = [
    help > 0 ? t('breakouts.button.help', { count: help }) : null,
    late > 0 ? t('breakouts.open.late', { count: late }) : null,
  ].filter((text) => text !== null);
  return { mark: String(help + late), text: texts.join(', ') };
}
