import '#i18n/add-account-texts.ts';
import { Stack, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeSite, readSite } from '#api/site.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';

export const SITE = ['site'] as const;

/** For admins: whether new sessions wait for one of them. */
export function SiteSwitch() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const { data: site, error, refetch } = useQuery({ queryKey: SITE, queryFn: readSite });
  const change = useMutation({
    mutationFn: (sessions_need_approval: boolean) => changeSite({ sessions_need_approval }),
    onSuccess: (changed) => queries.setQueryData(SITE, changed),
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return (
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
  );
}
