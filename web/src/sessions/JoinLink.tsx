import '#i18n/add-session-texts.ts';
import type { Session } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import { GoButton } from '#ui/GoButton.tsx';

/** The way to the live page, named after what is there now. */
export function JoinLink({ session, main = true }: { session: Pick<Session, 'id' | 'status'>; main?: boolean }) {
  const { t } = useTexts();
  const name =
    session.status === 'ongoing'
      ? 'session.joinLive'
      : session.status === 'completed'
        ? 'session.toEnded'
        : 'session.toWaiting';
  return (
    <GoButton
      to={`/sessions/${session.id}/live`}
      variant={session.status === 'ongoing' && main ? 'filled' : 'default'}
      size="md"
      style={{ alignSelf: 'flex-start' }}
    >
      {t(name)}
    </GoButton>
  );
}
