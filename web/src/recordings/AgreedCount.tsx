import { moderates, type SessionView } from '@lectern/contract';
import { IconUserCheck } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { agreed } from './consent.ts';

/** For hosts, while it is being recorded: how many of those in the room agreed to it. */
export function AgreedCount({ view, className }: { view: SessionView; className?: string | undefined }) {
  const { t } = useTexts();
  if (!moderates(view.role) || !view.recording) return null;
  return (
    <p className={className}>
      <IconUserCheck size={18} aria-hidden />
      {t('recording.people.agreed', { agreed: agreed(view), count: view.participants.length })}
    </p>
  );
}
