import type { SessionView } from '@lectern/contract';
import { IconBroadcast } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { lead, openPage } from '#api/board.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { BarTool } from './BarTool.tsx';

interface LeadButtonProps {
  view: SessionView;
  page_id: number;
  leads: boolean;
  onFailure: (error: unknown) => void;
}

/** For hosts while the session runs: everybody's board follows one's own, page and place. */
export function LeadButton({ view, page_id, leads, onFailure }: LeadButtonProps) {
  const { t } = useTexts();
  const { id } = view.session;
  const change = useMutation({
    mutationFn: async (on: boolean) => {
      // First the page: nobody is taken to another one and back.
      if (on && view.room?.board.open_page_id !== page_id) await openPage(id, page_id);
      await lead(id, on);
    },
    onError: onFailure,
  });
  return (
    <BarTool
      icon={IconBroadcast}
      name={t('board.lead.start')}
      hint={t(leads ? 'board.lead.stop' : 'board.lead.startHint')}
      label={t('board.lead.start')}
      aria-pressed={leads}
      aria-busy={change.isPending || undefined}
      onClick={() => !change.isPending && change.mutate(!leads)}
    />
  );
}
