import '#i18n/add-session-texts.ts';
import type { Session } from '@lectern/contract';
import { Anchor, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconCalendarEvent, IconUser, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { PageTitle } from '#ui/PageTitle.tsx';
import classes from './SessionFacts.module.css';
import { StatusBadge } from './StatusBadge.tsx';
import { dateLocale, timeSpan, zoneName } from './session-times.ts';

/** What a session is: its name, when, by whom, for how many. */
export function SessionFacts({ session }: { session: Session }) {
  const { t, language } = useTexts();
  const { scheduled_start: start, scheduled_end: end } = session;
  return (
    <Stack gap="md">
      <Anchor component={Link} to="/" className={classes.back} c="var(--accent-ink)">
        <IconArrowLeft size={18} aria-hidden />
        {t('session.all')}
      </Anchor>
      <div role="status">
        <StatusBadge status={session.status} />
      </div>
      <PageTitle size="h1" className={classes.title}>
        {session.title}
      </PageTitle>
      <dl className={classes.facts}>
        <Fact icon={<IconCalendarEvent size={20} stroke={1.75} aria-hidden />} name={t('session.when')}>
          {start ? (
            <>
              {timeSpan(start, end, dateLocale(language))}
              <Text component="span" c="var(--ink-soft)" size="sm" display="block">
                {t('session.yourTime', { zone: zoneName(start, dateLocale(language)) })}
              </Text>
            </>
          ) : (
            t('session.noTime')
          )}
        </Fact>
        <Fact icon={<IconUser size={20} stroke={1.75} aria-hidden />} name={t('session.instructor')}>
          {personName(session.creator)}
        </Fact>
        <Fact icon={<IconUsers size={20} stroke={1.75} aria-hidden />} name={t('session.people')}>
          {session.capacity === null
            ? t('session.approvedCount', { count: session.approved })
            : t('session.approvedOf', { approved: session.approved, capacity: session.capacity })}
          {session.status === 'ongoing' && (
            <Text component="span" c="var(--ink-soft)" size="sm" display="block">
              {t('session.hereNow', { count: session.participants })}
            </Text>
          )}
        </Fact>
      </dl>
      {session.description && <Text className={classes.description}>{session.description}</Text>}
    </Stack>
  );
}

function Fact({ icon, name, children }: { icon: ReactNode; name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>
        {icon}
        {name}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
