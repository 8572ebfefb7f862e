import '@mantine/core/styles/Progress.css';
import type { Download, Recording } from '@lectern/contract';
import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconFileText, IconTable } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { dateLocale } from '#sessions/session-times.ts';
import { Dialog } from '#ui/Dialog.tsx';
import { Failure } from '#ui/Failure.tsx';
import { fileSize } from '#ui/file-size.ts';
import { ComposedDownload } from './ComposedDownload.tsx';
import classes from './DownloadDialog.module.css';
import { useDownloads } from './recordings-queries.ts';

const KINDS = ['video', 'audio'] as const satisfies readonly Download['kind'][];

/** All there is to take along: one file of all, its texts, and for who manages it every single track. */
export function DownloadDialog({ recording, onClose }: { recording: Recording; onClose: () => void }) {
  const { t, language } = useTexts();
  const { id, may } = recording;
  const { data, error, refetch } = useDownloads(id);
  return (
    <Dialog heading={t('recordings.download.heading')} close={t('recordings.close')} onClose={onClose}>
      <Stack gap="xl">
        <Failure error={error} retry={() => void refetch()} />
        {!data && !error && <Skeleton height={120} />}
        {data &&
          KINDS.map((kind) => (
            <ComposedDownload
              key={kind}
              recording_id={id}
              download={
                data.items.find((one) => one.kind === kind) ?? {
                  kind,
                  state: 'none',
                  progress: 0,
                  failure: null,
                  size: null,
                }
              }
            />
          ))}
        <Part heading={t('recordings.download.texts')}>
          <ul className={classes.files}>
            <File href={`/api/recordings/${id}/chat.txt`} icon={<IconFileText size={20} aria-hidden />}>
              {t('recordings.download.chat')}
            </File>
            <File href={`/api/recordings/${id}/attendance.csv`} icon={<IconTable size={20} aria-hidden />}>
              {t('recordings.download.attendance')}
            </File>
          </ul>
        </Part>
        {may.manage && data && (
          <details className={classes.tracks}>
            <summary>{t('recordings.download.tracks')}</summary>
            <Text size="sm" c="var(--ink-soft)">
              {t(data.tracks.length > 0 ? 'recordings.download.tracksText' : 'recordings.download.noTracks')}
            </Text>
            <ul className={classes.files}>
              {data.tracks.map(({ clip_id, name, size }) => (
                <File key={clip_id} href={`/api/recordings/${id}/tracks/${clip_id}/`}>
                  {name} <span className={classes.size}>{fileSize(size, dateLocale(language))}</span>
                </File>
              ))}
            </ul>
          </details>
        )}
      </Stack>
    </Dialog>
  );
}

function Part({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <section aria-label={heading}>
      <Title order={3} size="h5" mb="xs">
        {heading}
      </Title>
      {children}
    </section>
  );
}

function File({ href, icon, children }: { href: string; icon?: ReactNode; children: ReactNode }) {
  return (
    <li>
      <Anchor href={href} download underline="always" c="var(--accent-ink)" className={classes.file}>
        {icon}
        <span>{children}</span>
      </Anchor>
    </li>
  );
}
