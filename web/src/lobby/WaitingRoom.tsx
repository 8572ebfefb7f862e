import { moderates, type User } from '@lectern/contract';
import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { memo, Suspense } from 'react';
import { Link } from 'react-router';
import { ApiError, type FailureCode } from '#api/api-error.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { WayIn } from '#live/live-face.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { NameList } from '#people/NameList.tsx';
import { personName } from '#people/person-name.ts';
import { dateLocale, timeSpan, zoneName } from '#sessions/session-times.ts';
import { SettingsLink } from '#settings/SettingsLink.tsx';
import { Failure } from '#ui/Failure.tsx';
import { LinkNotice } from '#ui/LinkNotice.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';
import { CountdownTo } from './CountdownTo.tsx';
import { DeviceChoices } from './DeviceChoices.tsx';
import { Preview } from './Preview.tsx';
import classes from './WaitingRoom.module.css';

// For hosts only.
const { Part: RoomSettingsButton } = lazyPart(
  async () => (await import('#moderation/RoomSettingsButton.tsx')).RoomSettingsButton,
);
const { Part: WaitingRecording } = lazyPart(
  async () => (await import('#recordings/WaitingRecording.tsx')).WaitingRecording,
);
const { Part: BoardButton } = lazyPart(async () => (await import('#board/BoardButton.tsx')).BoardButton);
const { Part: NotesButton } = lazyPart(async () => (await import('#notes/NotesButton.tsx')).NotesButton);

interface WaitingRoomProps {
  user: User;
  feed: OpenFeed;
  way_in: WayIn;
  refusal: FailureCode | null;
  live: LiveSession;
  state: LiveState;
}

/** Before one is in: the session, the others who wait, and the own camera and microphone. */
export const WaitingRoom = memo(function WaitingRoom({ user, feed, way_in, refusal, live, state }: WaitingRoomProps) {
  const { t, language } = useTexts();
  const { session, participants, role } = feed.view;
  const inside = participants.map((one) => one.user);
  const others = [...feed.presence.values()]
    .filter((one) => one.place === 'waiting' && one.user.id !== user.id)
    .map((one) => one.user);
  const start = session.scheduled_start;
  return (
    <Shell size="lg">
      <div className={classes.room}>
        <div className={classes.preview}>
          <Preview
            user={user}
            own={live.own}
            state={state.own}
            onJoin={way_in === 'wait' || way_in === 'door' ? null : () => void live.enter(way_in)}
          />
        </div>
        <div className={classes.devices}>
          <DeviceChoices own={live.own} state={state.own} which={['microphone', 'speaker', 'camera']} />
          <SettingsLink section="sound" />
        </div>
        <Stack gap="xl" className={classes.session}>
          <Stack gap="xs">
            <PageTitle className={classes.title}>{session.title}</PageTitle>
            <Text c="var(--ink-soft)">
              {t('session.by', { name: personName(session.creator) })}
              {start &&
                ` · ${timeSpan(start, session.scheduled_end, dateLocale(language))} (${zoneName(start, dateLocale(language))})`}
            </Text>
          </Stack>
          {!feed.current && <LinkNotice />}
          <Stack gap="md" align="flex-start">
            {session.status === 'scheduled' && start && (
              <CountdownTo instant={start} clock_offset={feed.clock_offset} />
            )}
            <Text role="status">{t(waitingText(way_in, feed))}</Text>
            <Failure error={refusal && new ApiError(refusal)} />
            <Group gap="md">
              <EnterButton way_in={way_in} live={live} busy={state.membership.kind === 'entering'} />
              {moderates(role) && (
                <Suspense>
                  <RoomSettingsButton feed={feed} size="lg" />
                  <BoardButton feed={feed} size="lg" />
                  <NotesButton feed={feed} />
                </Suspense>
              )}
              <Anchor component={Link} to={`/sessions/${session.id}`} underline="always" c="var(--accent-ink)" py="xs">
                {t('waiting.toDetails')}
              </Anchor>
            </Group>
          </Stack>
          <Suspense>
            <WaitingRecording feed={feed} />
          </Suspense>
          {inside.length > 0 && (
            <Stack gap="xs" component="section">
              <Text component="h2" className={classes.heading}>
                {t('waiting.inside')}
              </Text>
              <NameList people={inside} label={t('waiting.inside')} />
            </Stack>
          )}
          <Stack gap="xs" component="section">
            <Text component="h2" className={classes.heading}>
              {t('waiting.others')}
            </Text>
            {others.length > 0 ? (
              <NameList people={others} label={t('waiting.others')} />
            ) : (
              <Text c="var(--ink-soft)">{t('waiting.nobodyElse')}</Text>
            )}
          </Stack>
        </Stack>
      </div>
    </Shell>
  );
});

function waitingText(way_in: WayIn, feed: OpenFeed) {
  const { status } = feed.view.session;
  switch (way_in) {
    case 'start':
      return 'waiting.youStart';
    case 'join':
      return 'waiting.running';
    case 'continue':
      return 'waiting.inElsewhere';
    case 'door':
      return 'waiting.doorClosed';
    case 'wait':
      if (status === 'approved') return 'waiting.noTime';
      if (status === 'pending_approval') return 'waiting.needsApproval';
      return 'waiting.takenIn';
    default:
      return way_in satisfies never;
  }
}

function EnterButton({ way_in, live, busy }: { way_in: WayIn; live: LiveSession; busy: boolean }) {
  const { t } = useTexts();
  switch (way_in) {
    case 'wait':
      return null;
    case 'start':
      return (
        <Button size="lg" loading={busy} onClick={() => void live.enter('start')}>
          {t('session.start')}
        </Button>
      );
    case 'door':
      return (
        <Button size="lg" disabled>
          {t('waiting.join')}
        </Button>
      );
    case 'join':
      return (
        <Button size="lg" loading={busy} onClick={() => void live.enter('join')}>
          {t('waiting.join')}
        </Button>
      );
    case 'continue':
      return (
        <Button size="lg" loading={busy} onClick={() => void live.enter('continue')}>
          {t('waiting.continue')}
        </Button>
      );
    default:
      return way_in satisfies never;
  }
}
