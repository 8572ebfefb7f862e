import '#i18n/add-session-texts.ts';
import '#i18n/add-booking-texts.ts';
import type { Session } from '@lectern/contract';
import { Group, Stack, Text, Title } from '@mantine/core';
import { IconCalendarEvent, IconUser, IconUsers } from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import classes from './SessionCard.module.css';
import { StatusBadge } from './StatusBadge.tsx';
import { dateLocale, timeSpan } from './session-times.ts';

/** One session in a list; the whole card leads to it. */
export function SessionCard({ session }: { session: Session }) {
  const { t, language } = useTexts();
  const { scheduled_start: start, scheduled_end: end } = session;
  return (
    <article className={classes.card}>
      <Stack gap={6} className={classes.body}>
        <Title order={2} size="h4" className={classes.title}>
          <Link to={`/sessions/${session.id}`} className={classes.link}>
            {session.title}
          </Link>
        </Title>
        <Group gap="md" className={classes.facts}>
          <span className={classes.fact}>
            <IconCalendarEvent size={18} stroke={1.75} aria-hidden />
            {start ? timeSpan(start, end, dateLocale(language)) : t('session.noTime')}
          </span>
          <span className={classes.fact}>
            <IconUser size={18} stroke={1.75} aria-hidden />
            {t('session.by', { name: personName(session.creator) })}
          </span>
          <span className={classes.fact}>
            <IconUsers size={18} stroke={1.75} aria-hidden />
            {session.capacity === null
              ? t('session.approvedCount', { count: session.approved })
              : t('session.approvedOf', { approved: session.approved, capacity: session.capacity })}
          </span>
        </Group>
      </Stack>
      <Group gap="xs" className={classes.marks}>
        {session.my_booking && session.my_booking.status !== 'withdrawn' && (
          <Text size="sm" c="var(--ink-soft)">
            {t(`booking.short.${session.my_booking.status}`)}
          </Text>
        )}
        <StatusBadge status={session.status} />
      </Group>
    </article>
  );
}
