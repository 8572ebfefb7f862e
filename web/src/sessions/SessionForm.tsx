import '#i18n/add-form-texts.ts';
import type { Session, SessionCreate } from '@lectern/contract';
import { Button, Group, Stack, Switch, Text, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import { type FormField, fieldFailure } from '#api/failure-text.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';
import { KeepDaysField } from './KeepDaysField.tsx';
import { keepDays } from './keep-days.ts';
import { dateLocale, fromLocalInput, toLocalInput, zoneName } from './session-times.ts';

interface SessionFormProps {
  /** What is there already, where one is edited. */
  session?: Session;
  /** Running sessions keep their times. */
  timesFixed?: boolean;
  submitLabel: string;
  backTo: string;
  busy: boolean;
  error: unknown;
  onSubmit: (input: SessionCreate) => void;
}

export function SessionForm({
  session,
  timesFixed = false,
  submitLabel,
  backTo,
  busy,
  error,
  onSubmit,
}: SessionFormProps) {
  const { t, language } = useTexts();
  const [start, setStart] = useState(toLocalInput(session?.scheduled_start ?? null));
  const [end, setEnd] = useState(toLocalInput(session?.scheduled_end ?? null));
  const zone = zoneName(fromLocalInput(start) ?? new Date().toISOString(), dateLocale(language));
  const wrong = (name: FormField) => ({ error: fieldFailure(t, error, name) });
  const endWrong = start && end && end <= start ? t('form.endBeforeStart') : undefined;

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (endWrong) return;
    const form = new FormData(event.currentTarget);
    const capacity = field(form, 'capacity');
    onSubmit({
      title: field(form, 'title').trim(),
      description: field(form, 'description').trim(),
      scheduled_start: fromLocalInput(start),
      scheduled_end: fromLocalInput(end),
      capacity: capacity ? Number(capacity) : null,
      record_from_start: form.has('record_from_start'),
      keep_recordings_days: keepDays(field(form, 'keep_recordings_days')),
    });
  }

  return (
    <Card>
      <form onSubmit={submit}>
        <Stack gap="lg">
          <TextInput
            name="title"
            label={t('form.title')}
            defaultValue={session?.title}
            required
            maxLength={200}
            size="md"
            {...wrong('title')}
          />
          <Textarea
            name="description"
            label={t('form.description')}
            description={t('form.descriptionHint')}
            defaultValue={session?.description}
            maxLength={10_000}
            rows={5}
            size="md"
            {...wrong('description')}
          />
          <div>
            <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
              <TextInput
                type="datetime-local"
                label={t('form.start')}
                value={start}
                onChange={(event) => setStart(event.currentTarget.value)}
                disabled={timesFixed}
                required={end !== ''}
                miw={210}
                size="md"
                {...wrong('scheduled_start')}
              />
              <TextInput
                type="datetime-local"
                label={t('form.end')}
                value={end}
                onChange={(event) => setEnd(event.currentTarget.value)}
                disabled={timesFixed}
                miw={210}
                size="md"
                error={endWrong ?? fieldFailure(t, error, 'scheduled_end')}
              />
            </Group>
            <Text size="sm" c="var(--ink-soft)" mt={6}>
              {timesFixed ? t('form.timesFixed') : t('form.zone', { zone })}
            </Text>
          </div>
          <TextInput
            type="number"
            name="capacity"
            label={t('form.capacity')}
            description={t('form.capacityHint')}
            defaultValue={session?.capacity ?? ''}
            min={1}
            max={10_000}
            step={1}
            inputMode="numeric"
            styles={{ wrapper: { maxWidth: 220 } }}
            size="md"
            {...wrong('capacity')}
          />
          <Switch
            name="record_from_start"
            label={t('form.recordFromStart')}
            description={t('form.recordFromStartHint')}
            defaultChecked={session?.record_from_start ?? false}
            size="md"
            withThumbIndicator={false}
          />
          <KeepDaysField
            days={session?.keep_recordings_days ?? null}
            error={fieldFailure(t, error, 'keep_recordings_days')}
          />
          <Failure error={error} />
          <Group>
            <Button type="submit" size="md" loading={busy}>
              {submitLabel}
            </Button>
            <Button component={Link} to={backTo} variant="subtle" color="gray" size="md">
              {t('back')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
