import '#i18n/add-breakouts-texts.ts';
import type { SessionView } from '@lectern/contract';
import { Stack, Text, Title } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { Planner } from './Planner.tsx';

/** On the page of a session that has not started: hosts prepare its rooms, and who is to be in them. */
export function PreparedRooms({ view }: { view: SessionView }) {
  const { t } = useTexts();
  return (
    <Card>
      <Stack gap="md" component="section" aria-labelledby="prepared-rooms">
        <Title order={2} size="h4" id="prepared-rooms">
          {t('breakouts.heading')}
        </Title>
        {(view.breakouts?.rooms.length ?? 0) > 0 && <Text c="var(--ink-soft)">{t('breakouts.plan.intro')}</Text>}
        <Planner view={view} wide />
      </Stack>
    </Card>
  );
}
