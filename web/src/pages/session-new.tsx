import '#i18n/add-form-texts.ts';
import type { SessionCreate } from '@lectern/contract';
import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import { SignedIn } from '#accounts/SignedIn.tsx';
import { createSession } from '#api/sessions.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { SessionForm } from '#sessions/SessionForm.tsx';
import { SESSIONS, sessionKey } from '#sessions/session-queries.ts';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';
import { useIntentKey } from '#ui/use-intent-key.ts';

export default function SessionNewPage() {
  return <SignedIn>{() => <SessionNew />}</SignedIn>;
}

function SessionNew() {
  const { t } = useTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const intentKey = useIntentKey();
  const create = useMutation({
    mutationFn: (input: SessionCreate) => createSession(input, intentKey(input)),
    onSuccess: (session) => {
      queries.setQueryData(sessionKey(session.id), session);
      void queries.invalidateQueries({ queryKey: SESSIONS });
      void navigate(`/sessions/${session.id}`);
    },
  });
  return (
    <Shell size="sm">
      <Stack gap="lg">
        <PageTitle>{t('form.newTitle')}</PageTitle>
        <SessionForm
          submitLabel={t('form.create')}
          backTo="/"
          busy={create.isPending}
          error={create.error}
          onSubmit={(input) => create.mutate(input)}
        />
      </Stack>
    </Shell>
  );
}
