import '#i18n/add-account-texts.ts';
import type { Me } from '@lectern/contract';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { NamesForm } from '#accounts/NamesForm.tsx';
import { PasswordForm } from '#accounts/PasswordForm.tsx';
import { SignedIn } from '#accounts/SignedIn.tsx';
import { SiteSwitch } from '#accounts/SiteSwitch.tsx';
import { useEnter } from '#accounts/use-enter.ts';
import { signOut } from '#api/accounts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

export default function AccountPage() {
  return <SignedIn>{(me) => <Account me={me} />}</SignedIn>;
}

function Account({ me }: { me: Me }) {
  const { t } = useTexts();
  const enter = useEnter();
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => enter('/sign-in') });
  return (
    <Shell size="sm">
      <Stack gap="xl">
        <Group justify="space-between" align="flex-start">
          <div>
            <PageTitle>{t('account.title')}</PageTitle>
            <Text c="var(--ink-soft)">
              {me.username} · {me.email}
            </Text>
          </div>
          <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
            {t('account.signOut')}
          </Button>
        </Group>
        <Failure error={leave.error} />
        <Part heading={t('account.name')}>
          <NamesForm me={me} />
        </Part>
        <Part heading={t('account.password')}>
          <PasswordForm />
        </Part>
        {me.is_admin && (
          <Part heading={t('account.site')}>
            <SiteSwitch />
          </Part>
        )}
      </Stack>
    </Shell>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Card>
      <Stack>
        <Title order={2} size="h4">
          {heading}
        </Title>
        {children}
      </Stack>
    </Card>
  );
}
