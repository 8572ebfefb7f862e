import '#i18n/add-session-texts.ts';
import type { Session } from '@lectern/contract';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { endSession, startSession } from '#api/live.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { thisTab } from '#live/this-tab.ts';
import { Card } from '#ui/Card.tsx';
import { Confirm } from '#ui/Confirm.tsx';
import { Failure } from '#ui/Failure.tsx';
import { JoinLink } from './JoinLink.tsx';
import { isOver } from './statuses.ts';
import { useSessionCommand } from './use-session-command.ts';

/** What the creator can do with their session now. */
export function CreatorActions({ session }: { session: Session }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const start = useMutation({
    mutationFn: () => startSession(session.id, thisTab()),
    // Started means being in it: straight into the live room.
    onSuccess: () => navigate(`/sessions/${session.id}/live`, { state: { enter: true } }),
  });
  const edit = (
    <Button component={Link} to={`/sessions/${session.id}/edit`} variant="default" size="md">
      {t('session.edit')}
    </Button>
  );
  const over = isOver(session.status);
  return (
    <Card p="lg">
      <Stack gap="md">
        <Text c="var(--ink-soft)">{t(`session.creator.${session.status}`)}</Text>
        <Failure error={start.error} />
        <Group gap="sm">
          {session.status === 'scheduled' && (
            <Button size="md" loading={start.isPending} onClick={() => start.mutate()}>
              {t('session.start')}
            </Button>
          )}
          {(session.status === 'scheduled' || session.status === 'ongoing' || session.status === 'completed') && (
            <JoinLink session={session} />
          )}
          {!over && edit}
          {session.status === 'ongoing' && <EndButton session={session} />}
          {!over && session.status !== 'ongoing' && <CancelButton session={session} />}
        </Group>
      </Stack>
    </Card>
  );
}

function EndButton({ session }: { session: Session }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState(false);
  const end = useMutation({ mutationFn: () => endSession(session.id), onSettled: () => setAsking(false) });
  return (
    <>
      <Button
        variant="outline"
        color="red.8"
        c="light-dark(var(--mantine-color-red-8), var(--mantine-color-red-4))"
        size="md"
        onClick={() => setAsking(true)}
      >
        {t('session.end')}
      </Button>
      {asking && (
        <Confirm
          heading={t('session.endHeading')}
          action={t('session.endAction')}
          busy={end.isPending}
          onConfirm={() => end.mutate()}
          onClose={() => setAsking(false)}
        >
          {t('session.endText')}
        </Confirm>
      )}
      <Failure error={end.error} />
    </>
  );
}

function CancelButton({ session }: { session: Session }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState(false);
  const command = useSessionCommand(session.id);
  return (
    <>
      <Button variant="subtle" color="gray" size="md" onClick={() => setAsking(true)}>
        {t('session.cancel')}
      </Button>
      {asking && (
        <Confirm
          heading={t('session.cancelHeading')}
          action={t('session.cancelAction')}
          busy={command.isPending}
          onConfirm={() => command.mutate('cancel', { onSettled: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          {t('session.cancelText')}
        </Confirm>
      )}
      <Failure error={command.error} />
    </>
  );
}
