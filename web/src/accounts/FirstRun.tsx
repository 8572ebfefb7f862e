import '#i18n/add-account-texts.ts';
import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from 'react-router';
import { fillDemo } from '#api/site.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';
import { DemoAccounts } from './DemoAccounts.tsx';

/** Nobody has an account yet: the two ways to begin. */
export function FirstRun() {
  const { t } = useTexts();
  const demo = useMutation({ mutationFn: fillDemo });
  if (demo.data) return <DemoAccounts demo={demo.data} />;
  return (
    <Shell size="md">
      <Stack gap="xl">
        <Stack gap="xs">
          <PageTitle size="h1">{t('firstRun.title')}</PageTitle>
          <Text size="lg" c="var(--ink-soft)" maw={600}>
            {t('firstRun.text')}
          </Text>
        </Stack>
        <Failure error={demo.error} />
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg">
          <Card>
            <Stack h="100%" justify="space-between" align="flex-start">
              <Stack gap="xs">
                <Title order={2} size="h4">
                  {t('firstRun.begin')}
                </Title>
                <Text c="var(--ink-soft)">{t('firstRun.beginText')}</Text>
              </Stack>
              <Button component={Link} to="/sign-up" size="md">
                {t('firstRun.beginAction')}
              </Button>
            </Stack>
          </Card>
          <Card>
            <Stack h="100%" justify="space-between" align="flex-start">
              <Stack gap="xs">
                <Title order={2} size="h4">
                  {t('firstRun.demo')}
                </Title>
                <Text c="var(--ink-soft)">{t('firstRun.demoText')}</Text>
              </Stack>
              <Button variant="default" size="md" loading={demo.isPending} onClick={() => demo.mutate()}>
                {t('firstRun.demoAction')}
              </Button>
            </Stack>
          </Card>
        </SimpleGrid>
      </Stack>
    </Shell>
  );
}
