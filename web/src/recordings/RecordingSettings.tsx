import '#i18n/add-recording-texts.ts';
import { Stack, Text, Title } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { ConsentForm } from './ConsentForm.tsx';
import { aboutRecording } from './consent.ts';

/** Whether one may be recorded in this session: to be answered, and answered anew, at any time. */
export function RecordingSettings({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { view } = feed;
  return (
    <Stack gap="md">
      <Title order={3} size="h5">
        {t('recording.ask.heading')}
      </Title>
      <Text c="var(--ink-soft)">
        {t(`recording.ask.${aboutRecording(view)}`)} {t('recording.ask.what')}
      </Text>
      <ConsentForm view={view} />
    </Stack>
  );
}
