import type { Download } from '@lectern/contract';
import { Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { askForDownload } from '#api/recordings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale } from '#sessions/session-times.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import { fileSize } from '#ui/file-size.ts';
import { downloadsChanged } from './recordings-queries.ts';

/** One file that is made on demand: to ask for, to wait for, to save; and where it could not be made, why. */
export function ComposedDownload({ recording_id, download }: { recording_id: number; download: Download }) {
  const { t, language } = useTexts();
  const queries = useQueryClient();
  const { kind, state, size } = download;
  const ask = useMutation({
    mutationFn: () => askForDownload(recording_id, kind),
    onSettled: () => downloadsChanged(queries, recording_id),
  });
  const before = useRef(state);
  useEffect(() => {
    if (before.current !== state && state === 'ready') announce(t(`recordings.download.done.${kind}`));
    before.current = state;
  }, [state, kind, t]);
  return (
    <Stack component="section" gap="xs" aria-label={t(`recordings.download.${kind}`)}>
      <div>
        <Title order={3} size="h5">
          {t(`recordings.download.${kind}`)}
        </Title>
        <Text size="sm" c="var(--ink-soft)">
          {t(`recordings.download.${kind}Text`)}
        </Text>
      </div>
      <Standing download={download} />
      <Failure error={ask.error} />
      <Group>
        {state === 'ready' && (
          <Button
            component="a"
            href={`/api/recordings/${recording_id}/downloads/${kind}/`}
            download
            leftSection={<IconDownload size={18} aria-hidden />}
          >
            {t(`recordings.download.save.${kind}`)}
            {size !== null && ` (${fileSize(size, dateLocale(language))})`}
          </Button>
        )}
        {(state === 'none' || state === 'failed') && (
          <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t(state === 'none' ? `recordings.download.make.${kind}` : 'recordings.download.again')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function Standing({ download: { kind, state, progress, failure } }: { download: Download }) {
  const { t } = useTexts();
  switch (state) {
    case 'none':
    case 'ready':
      return null;
    case 'waiting':
      return <Text role="status">{t('recordings.download.waiting')}</Text>;
    case 'composing':
      return (
        <Stack gap={6}>
          <Progress value={progress} aria-label={t(`recordings.download.progress.${kind}`)} />
          <Text size="sm">{t('recordings.download.composing', { progress })}</Text>
        </Stack>
      );
    case 'failed':
      return <Text role="status">{t(`recordings.download.failure.${failure ?? 'internal'}`)}</Text>;
    default:
      return state satisfies never;
  }
}
