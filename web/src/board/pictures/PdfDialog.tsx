import '@mantine/core/styles/Progress.css';
import { Button, Group, Loader, Progress, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState, useSyncExternalStore } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { whyNot } from './insert-words.ts';
import { firstPages, pagesIn } from './page-range.ts';
import type { FailedPage } from './pdf-insert.ts';
import type { OpenPdfInsert } from './use-pictures.ts';

interface PdfDialogProps {
  pdf: OpenPdfInsert;
  /** How many pages the board can still take. */
  room: number;
  onShow: (page_id: number) => void;
  onClose: () => void;
}

/** Which pages of a PDF are put on the board, and how far that is. */
export function PdfDialog({ pdf, room, onShow, onClose }: PdfDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog heading={t('pictures.pdf.heading')} close={t('pictures.pdf.close')} onClose={onClose}>
      <Step pdf={pdf} room={room} onShow={onShow} onClose={onClose} />
    </Dialog>
  );
}

function Step({ pdf: { name, insert }, room, onShow, onClose }: PdfDialogProps) {
  const { t } = useTexts();
  const state = useSyncExternalStore(insert.subscribe, insert.getState);
  switch (state.step) {
    case 'opening':
      return (
        <Group role="status" gap="sm">
          <Loader size="sm" aria-hidden />
          {t('pictures.pdf.opening')}
        </Group>
      );
    case 'failed':
      return (
        <Text role="alert" fw={600}>
          {whyNot(t, state.error)}
        </Text>
      );
    case 'choosing':
      return <Choice name={name} count={state.count} room={room} onTake={(pages) => insert.take(pages)} />;
    case 'working':
      return (
        <Stack gap="sm">
          <Text role="status">{t('pictures.pdf.working', { done: state.done + 1, total: state.total })}</Text>
          <Progress value={(state.done / state.total) * 100} aria-label={t('pictures.pdf.heading')} />
          <Group>
            <Button variant="default" onClick={onClose}>
              {t('pictures.pdf.stop')}
            </Button>
          </Group>
        </Stack>
      );
    case 'done':
      return (
        <Done
          put={state.put}
          failed={state.failed}
          onRetry={() => insert.retry()}
          onShow={() => {
            if (insert.first) onShow(insert.first.id);
            onClose();
          }}
        />
      );
    default:
      return state satisfies never;
  }
}

interface ChoiceProps {
  name: string;
  count: number;
  room: number;
  onTake: (pages: number[]) => void;
}

function Choice({ name, count, room, onTake }: ChoiceProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState(firstPages(Math.min(count, Math.max(1, room))));
  const [tried, setTried] = useState(false);
  if (room <= 0) return <Text role="alert">{t('pictures.pdf.noRoom')}</Text>;
  const pages = pagesIn(typed, count);
  const wrong =
    pages === null ? t('pictures.pdf.wrongPages', { count }) : pages.length > room ? t('pictures.pdf.tooMany') : null;

  function take(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (pages !== null && wrong === null) onTake(pages);
  }

  return (
    <form onSubmit={take}>
      <Stack gap="sm">
        <Text style={{ overflowWrap: 'anywhere' }}>{t('pictures.pdf.count', { count, name })}</Text>
        {count > room && <Text c="var(--ink-soft)">{t('pictures.pdf.room', { count: room })}</Text>}
        {count > 1 && (
          <TextInput
            label={t('pictures.pdf.pages')}
            description={t('pictures.pdf.pagesHint')}
            value={typed}
            error={tried && wrong}
            onChange={(event) => setTyped(event.currentTarget.value)}
            inputMode="text"
            autoComplete="off"
          />
        )}
        <Group>
          <Button type="submit">{t('pictures.pdf.take')}</Button>
        </Group>
      </Stack>
    </form>
  );
}

interface DoneProps {
  put: number;
  failed: readonly FailedPage[];
  onRetry: () => void;
  onShow: () => void;
}

function Done({ put, failed, onRetry, onShow }: DoneProps) {
  const { t } = useTexts();
  return (
    <Stack gap="sm" role="status">
      <Text>{t('pictures.pdf.done', { count: put })}</Text>
      {failed.map(({ number, error }) => (
        <Text key={number}>{t('pictures.pdf.failed', { page: number, why: whyNot(t, error) })}</Text>
      ))}
      <Group>
        {put > 0 && <Button onClick={onShow}>{t('pictures.pdf.show')}</Button>}
        {failed.length > 0 && (
          <Button variant="default" onClick={onRetry}>
            {t('pictures.pdf.retry')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
