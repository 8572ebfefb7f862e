import { LONGEST_MESSAGE } from '@lectern/contract';
import { Button, Group, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { announceTo } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import classes from './MessageRoom.module.css';

interface MessageRoomProps {
  session_id: number;
  /** Null: all rooms. */
  room: { id: number; name: string } | null;
  onDone: () => void;
}

/** Where a host writes to a room, or to all of them, from wherever they are. */
export function MessageRoom({ session_id, room, onDone }: MessageRoomProps) {
  const { t } = useTexts();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const send = useMutation({
    mutationFn: () => announceTo(session_id, room?.id ?? null, text.trim()),
    onSuccess: () => {
      announce(t('breakouts.open.sent'));
      onDone();
    },
  });

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (text.trim() !== '' && !send.isPending) send.mutate();
  }

  return (
    <form
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.stopPropagation();
        onDone();
      }}
    >
      <Textarea
        ref={field}
        label={room ? t('breakouts.open.messageText', { name: room.name }) : t('breakouts.open.messageAllText')}
        rows={2}
        maxLength={LONGEST_MESSAGE}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
          event.preventDefault();
          submit();
        }}
      />
      <Failure error={send.error} />
      <Group gap="xs">
        <Button type="submit" size="xs" loading={send.isPending}>
          {t('breakouts.open.send')}
        </Button>
        <Button size="xs" variant="default" onClick={onDone}>
          {t('breakouts.open.cancel')}
        </Button>
      </Group>
    </form>
  );
}
