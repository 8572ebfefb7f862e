import '#i18n/add-form-texts.ts';
import type { Session, SessionCreate } from '@lectern/contract';
import { Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Navigate, useNavigate } from 'react-router';
import { SignedIn } from '#accounts/SignedIn.tsx';
import { editSession } from '#api/sessions.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { SessionForm } from '#sessions/SessionForm.tsx';
import { SessionMissing } from '#sessions/SessionMissing.tsx';
import { useSessionId } from '#sessions/session-id.ts';
import { SESSIONS, sessionKey, useSessionQuery } from '#sessions/session-queries.ts';
import { isOver } from '#sessions/statuses.ts';
import { PageLoading } from '#ui/PageLoading.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';
import NotFoundPage from './not-found.tsx';

export default function SessionEditPage() {
  const id = useSessionId();
  if (id === null) return <NotFoundPage />;
  return <SignedIn>{(me) => <Loaded id={id} account_id={me.id} />}</SignedIn>;
}

function Loaded({ id, account_id }: { id: number; account_id: number }) {
  const { data: session, error, refetch } = useSessionQuery(id);
  if (error) return <SessionMissing error={error} retry={() => void refetch()} />;
  if (!session) return <PageLoading />;
  if (session.creator.id !== account_id || isOver(session.status)) return <Navigate to={`/sessions/${id}`} replace />;
  return <SessionEdit session={session} />;
}

function SessionEdit({ session }: { session: Session }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const timesFixed = session.status === 'ongoing';
  const edit = useMutation({
    mutationFn: ({ scheduled_start, scheduled_end, ...rest }: SessionCreate) =>
      editSession(session.id, timesFixed ? rest : { ...rest, scheduled_start, scheduled_end }),
    onSuccess: (changed) => {
      queries.setQueryData(sessionKey(changed.id), changed);
      void queries.invalidateQueries({ queryKey: SESSIONS });
      void navigate(`/sessions/${changed.id}`);
    },
  });
  return (
    <Shell size="sm">
      <Stack gap="lg">
        <PageTitle>{t('form.editTitle')}</PageTitle>
        <SessionForm
          session={session}
          timesFixed={timesFixed}
          submitLabel={t('form.save')}
          backTo={`/sessions/${session.id}`}
          busy={edit.isPending}
          error={edit.error}
          onSubmit={(input) => edit.mutate(input)}
        />
      </Stack>
    </Shell>
  );
}
