import '#i18n/add-session-texts.ts';
import type { Session } from '@lectern/contract';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { useSessionCommand } from './use-session-command.ts';

/** For admins: whether a new session may take place. */
export function AdminActions({ session }: { session: Session }) {
  const { t } = useTexts();
  const command = useSessionCommand(session.id);
  return (
    <Card p="lg">
      <Stack gap="md">
        <Text>{t('session.adminDecides')}</Text>
        <Failure error={command.error} />
        <Group>
          <Button
            loading={command.isPending && command.variables === 'approve'}
            onClick={() => command.mutate('approve')}
          >
            {t('session.approve')}
          </Button>
          <Button
            variant="default"
            loading={command.isPending && command.variables === 'reject'}
            onClick={() => command.mutate('reject')}
          >
            {t('session.reject')}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
