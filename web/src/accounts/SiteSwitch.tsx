import '#i18n/add-account-texts.ts';
import { Stack, Switch } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeSite } from '#api/site.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import { RetentionForm } from './RetentionForm.tsx';
import { SITE, useSite } from './use-site.ts';

/** For admins: whether new sessions wait for one of them, and how long recordings are kept. */
export function SiteSwitch() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { data: site, error, refetch } = useSite();
  const change = useMutation({
    mutationFn: (sessions_need_approval: boolean) => changeSite({ sessions_need_approval }),
    onSuccess: (changed) => queries.setQueryData(SITE, changed),
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <Stack gap="xl">
      <Stack>
        <Switch
          size="md"
          label={t('account.needApproval')}
          description={t('account.needApprovalHint')}
          checked={(change.isPending ? change.variables : site?.sessions_need_approval) ?? false}
          disabled={!site}
          onChange={(event) => change.mutate(event.currentTarget.checked)}
        />
        <Failure error={change.error} />
      </Stack>
      {site && <RetentionForm site={site} />}
    </Stack>
  );
}
