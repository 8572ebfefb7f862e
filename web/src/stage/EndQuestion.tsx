import '#i18n/add-session-texts.ts';
import { useMutation } from '@tanstack/react-query';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import { Confirm } from '#ui/Confirm.tsx';
import { Failure } from '#ui/Failure.tsx';

/** Before a host ends the session for everyone. */
export function EndQuestion({ live, onClose }: { live: LiveSession; onClose: () => void }) {
  const { t } = useTexts();
  const end = useMutation({ mutationFn: () => live.endForEveryone() });
  return (
    <Confirm
      heading={t('session.endHeading')}
      action={t('session.endAction')}
      busy={end.isPending}
      onConfirm={() => end.mutate()}
      onClose={onClose}
    >
      {t('session.endText')}
      <Failure error={end.error} />
    </Confirm>
  );
}
