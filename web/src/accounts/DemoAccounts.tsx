import '#i18n/add-account-texts.ts';
import type { DemoAnswer } from '@lectern/contract';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { signIn } from '#api/accounts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { CopyButton } from '#ui/CopyButton.tsx';
import { Failure } from '#ui/Failure.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';
import classes from './DemoAccounts.module.css';
import { useEnter } from './use-enter.ts';

type DemoAccount = DemoAnswer['accounts'][number];

/** The accounts of the demo site. Their passwords are shown here, and never again. */
export function DemoAccounts({ demo }: { demo: DemoAnswer }) {
  const { t } = useTexts();
  const enter = useEnter();
  const go = useMutation({
    mutationFn: (account: DemoAccount) => signIn(account.username, account.password),
    onSuccess: () => enter('/'),
  });
  return (
    <Shell size="md">
      <Stack gap="lg">
        <Stack gap="xs">
          <PageTitle>{t('demo.title')}</PageTitle>
          <Text c="var(--ink-soft)" maw={600}>
            {t('demo.text', { count: demo.sessions.length })}
          </Text>
        </Stack>
        <Failure error={go.error} />
        {demo.accounts.map((account) => (
          <Card key={account.username} p="lg">
            <div className={classes.account}>
              <div>
                <Title order={2} size="h5">
                  {account.username}
                </Title>
                <Text c="var(--ink-soft)">{t(`demo.${account.role}`)}</Text>
              </div>
              <Group gap="xs">
                <Text ff="monospace">{account.password}</Text>
                <CopyButton text={account.password} label={t('demo.copy', { name: account.username })} />
              </Group>
              <Button
                variant={account.role === 'instructor' ? 'filled' : 'default'}
                loading={go.isPending && go.variables.username === account.username}
                onClick={() => go.mutate(account)}
              >
                {t('demo.signIn', { name: account.username })}
              </Button>
            </div>
          </Card>
        ))}
      </Stack>
    </Shell>
  );
}
