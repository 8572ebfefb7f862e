import '#i18n/add-notes-texts.ts';
import { notesDocument } from '@lectern/contract';
import { Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useCallback, useMemo, useState } from 'react';
import { ApiError } from '#api/api-error.ts';
import type { DocumentState, OpenDocument, Refusal } from '#documents/open-document.ts';
import { useDocument, useDocumentState } from '#documents/use-document.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { Banner } from '#ui/Banner.tsx';
import { Failure } from '#ui/Failure.tsx';
import { mayWriteNotes } from './may-write.ts';
import { NoteFoot } from './NoteFoot.tsx';
import classes from './Notes.module.css';
import { NoteText } from './NoteText.tsx';
import { NoteToolbar } from './NoteToolbar.tsx';
import { useNoteEditor } from './use-note-editor.ts';

type Lost = Extract<Refusal, 'full' | 'locked' | 'too_large'>;

/** The session's notes: one text for all, to write together where one may, to read and to take along in any case. */
export function Notes({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const [lost, setLost] = useState<Lost | null>(null);
  const onRefused = useCallback(
    (reason: Refusal) => {
      if (!isLost(reason)) return;
      setLost(reason);
      announce(t(`notes.lost.${reason}`));
    },
    [t],
  );
  const document = useDocument(notesDocument(feed.view.session.id, feed.view.room?.breakout_id), onRefused);
  const state = useDocumentState(document);
  return (
    <div className={classes.notes}>
      {lost && (
        <Banner role="status" tone="warning" icon={IconAlertTriangle} onDismiss={() => setLost(null)}>
          {t(`notes.lost.${lost}`)}
        </Banner>
      )}
      <NotesOrWhyNot feed={feed} document={document} state={state} />
    </div>
  );
}

interface OpenNotesProps {
  feed: OpenFeed;
  document: OpenDocument;
  state: DocumentState;
}

function NotesOrWhyNot({
  document,
  state,
  ...props
}: Omit<OpenNotesProps, 'document'> & { document: OpenDocument | null }) {
  const { t } = useTexts();
  if (document && (state.state === 'synced' || state.state === 'offline'))
    return <OpenNotes document={document} state={state} {...props} />;
  if (state.state === 'refused' && !isLost(state.reason))
    return (
      <div className={classes.waiting}>
        <Failure error={new ApiError(state.reason)} />
      </div>
    );
  return (
    <div className={classes.waiting} role="status" aria-label={t('notes.loading')}>
      <Skeleton height={18} width="70%" />
      <Skeleton height={18} />
      <Skeleton height={18} width="85%" />
    </div>
  );
}

function OpenNotes({ feed, document, state }: OpenNotesProps) {
  const { t } = useTexts();
  const { view } = feed;
  const may_write = mayWriteNotes(view);
  const nameOf = useNames(feed);
  const { editor, place } = useNoteEditor({
    doc: document.doc,
    awareness: document.awareness,
    account_id: view.account_id,
    may_write,
    label: t('notes.heading'),
    nameOf,
  });
  return (
    <>
      {editor && may_write && <NoteToolbar editor={editor} />}
      <NoteText editor={editor} place={place} may_write={may_write} />
      {editor && <NoteFoot editor={editor} title={view.session.title} state={state} may_write={may_write} />}
    </>
  );
}

/** Names by account id, from what this tab knows of the session: never from whom they are about. */
function useNames({ view, presence }: OpenFeed): (account_id: number) => string {
  const { t } = useTexts();
  const { participants, session } = view;
  return useMemo(() => {
    const known = [
      session.creator,
      ...[...presence.values()].map(({ user }) => user),
      ...participants.map(({ user }) => user),
    ];
    const names = new Map(known.map((user) => [user.id, personName(user)]));
    return (id) => names.get(id) ?? t('notes.somebody');
  }, [session.creator, presence, participants, t]);
}

const isLost = (reason: Refusal): reason is Lost => reason === 'full' || reason === 'locked' || reason === 'too_large';
