import { LONGEST_MESSAGE, type Message, type User } from '@lectern/contract';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { editMessage } from '#api/chat.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { otherParty } from './chat-frame.ts';
import type { ChatRoom } from './chat-room.ts';
import { keepDraft, readDraft } from './draft.ts';

export type Composer = ReturnType<typeof useComposer>;

/** What is being written: a message, an answer, or another text for one that was sent. */
export function useComposer(room: ChatRoom, may_write: boolean) {
  const { t } = useTexts();
  const { account_id, store } = room;
  const { session_id } = store;
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useState(() => readDraft(account_id, session_id));
  const [reply, setReply] = useState<Message | null>(null);
  const [editing, setEditing] = useState<{ message: Message; text: string } | null>(null);
  /** Goes up with each message that was sent. */
  const [sent, setSent] = useState(0);
  const [too_many, setTooMany] = useState(false);
  const saving = useMutation({
    mutationFn: ({ message, text }: { message: Message; text: string }) => editMessage(message.id, text),
    onSuccess: (_answer, { message }) => setEditing((now) => (now?.message.id === message.id ? null : now)),
  });

  const text = editing ? editing.text : draft.text;

  function change(next: { text?: string; to?: User | null }) {
    const changed = { ...draft, ...next };
    setDraft(changed);
    keepDraft(account_id, session_id, changed);
  }

  function write(typed: string) {
    if (editing) setEditing({ ...editing, text: typed });
    else change({ text: typed });
  }

  function writeTo(to: User | null) {
    // An answer belongs to the conversation of what it answers.
    if (reply && (otherParty(reply, account_id)?.id ?? null) !== (to?.id ?? null)) setReply(null);
    change({ to });
  }

  function startReply(message: Message) {
    saving.reset();
    setEditing(null);
    setReply(message);
    change({ to: otherParty(message, account_id) });
    field.current?.focus();
  }

  function startEdit(message: Message) {
    saving.reset();
    setEditing({ message, text: message.text });
    field.current?.focus();
  }

  function editLast() {
    const own = room.list.loaded.messages.findLast((one) => one.user.id === account_id && one.deleted_at === null);
    if (own && may_write) startEdit(own);
  }

  /** True where there was something to take back. */
  function takeBack(): boolean {
    if (editing) {
      saving.reset();
      setEditing(null);
    } else if (reply) setReply(null);
    else return false;
    field.current?.focus();
    return true;
  }

  const ready = cleaned(text);
  const over = ready.length > LONGEST_MESSAGE;
  // Said once, when it becomes too much, and not at each letter.
  useEffect(() => {
    if (over) announce(t('chat.compose.tooLong', { count: LONGEST_MESSAGE }));
  }, [over, t]);
  const uploads = room.getState().uploads;
  const has_files = uploads.length > 0 && uploads.every((one) => one.state === 'ready');
  const may_send = editing
    ? ready !== '' && !over && !saving.isPending
    : !over && (uploads.length === 0 ? ready !== '' : has_files);

  function attach(files: readonly File[]) {
    if (files.length > 0 && !editing && may_write) setTooMany(!room.uploads.add(files));
  }

  function send() {
    if (!may_send) return;
    if (editing) {
      if (ready === editing.message.text) setEditing(null);
      else saving.mutate({ message: editing.message, text: ready });
      return;
    }
    room.outbox.send({
      text: ready,
      to: draft.to,
      reply_to: reply && { id: reply.id, user: reply.user },
      attachments: room.uploads.take(),
    });
    setReply(null);
    setTooMany(false);
    change({ text: '' });
    setSent(sent + 1);
    field.current?.focus();
  }

  return {
    field,
    text,
    to: draft.to,
    reply,
    editing: editing?.message ?? null,
    error: saving.error,
    may_send,
    /** Characters left; below 0 those that are too many. */
    left: LONGEST_MESSAGE - ready.length,
    sent,
    /** Whether some of the files were left out. */
    too_many,
    attach,
    write,
    writeTo,
    startReply,
    startEdit,
    editLast,
    takeBack,
    send,
  };
}

/** As the server keeps it: trimmed, and without what a database cannot store. */
function cleaned(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed().trim();
}
