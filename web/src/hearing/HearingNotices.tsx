import type { Participant } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconEarOff, IconMicrophoneOff, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import type { LiveState } from '#live/live-state.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import classes from './HearingNotices.module.css';
import type { HearingState, OwnNotice, RepairState } from './hearing-watch.ts';
import { useHearing } from './use-hearing.ts';

interface HearingNoticesProps {
  feed: OpenFeed;
  live: LiveSession;
  state: LiveState;
}

/** Says who is not heard here, and who does not hear us. Empty for as long as all is well. */
export function HearingNotices({ feed, live, state }: HearingNoticesProps) {
  const { watch, missing, own } = useHearing(feed, live, state);
  return (
    <div role="status" className={classes.notices}>
      {missing && (
        <MissingNotice
          missing={missing}
          participants={feed.view.participants}
          onRepair={() => void watch.repairIncoming()}
        />
      )}
      {own && <OwnSoundNotice own={own} onRepair={() => void watch.repairOwn()} />}
    </div>
  );
}

interface MissingNoticeProps {
  missing: NonNullable<HearingState['missing']>;
  participants: readonly Participant[];
  onRepair: () => void;
}

const MISSING_TEXTS = {
  offered: 'hearing.missing',
  running: 'hearing.bringing',
  failed: 'hearing.stillMissing',
} as const;

export function MissingNotice({ missing, participants, onRepair }: MissingNoticeProps) {
  const { t } = useTexts();
  const listed = useListedNames();
  const ids = new Set(missing.account_ids);
  const names = listed(
    participants
      .map(({ user }) => user)
      .filter(({ id }) => ids.has(id))
      .map(personName),
  );
  return (
    <NoticeLine icon="ear" repair={missing.repair} onRepair={onRepair}>
      {t(MISSING_TEXTS[missing.repair], { names })}
    </NoticeLine>
  );
}

const SENDING_TEXTS = { running: 'hearing.sendingAnew', failed: 'hearing.stillNotSent' } as const;

export function OwnSoundNotice({ own, onRepair }: { own: OwnNotice; onRepair: () => void }) {
  const { t } = useTexts();
  const listed = useListedNames();
  const [dismissed, setDismissed] = useState(false);
  switch (own.kind) {
    case 'silent':
      return dismissed ? null : (
        <NoticeLine icon="microphone" onDismiss={() => setDismissed(true)}>
          {t('hearing.silent')}
        </NoticeLine>
      );
    case 'not_sent':
      return (
        <NoticeLine icon="microphone" repair={own.repair} onRepair={onRepair}>
          {own.repair === 'offered' ? t('hearing.notSent') : t(SENDING_TEXTS[own.repair])}
        </NoticeLine>
      );
    case 'none_does':
      return (
        <NoticeLine icon="microphone" repair={own.repair} onRepair={onRepair}>
          {own.repair === 'offered' ? t('hearing.noneHears', { count: own.of }) : t(SENDING_TEXTS[own.repair])}
        </NoticeLine>
      );
    case 'one_does_not':
      return <NoticeLine icon="ear">{t('hearing.oneDoesNot', { name: own.name })}</NoticeLine>;
    case 'some_do':
      return (
        <NoticeLine icon="ear">
          {t('hearing.someHear', { count: own.hearing, of: own.of })}{' '}
          <span className={classes.names}>{t('hearing.not', { names: listed(own.names) })}</span>
        </NoticeLine>
      );
    default:
      return own satisfies never;
  }
}

/** So many are named; the others are counted. */
const NAMED = 3;

function useListedNames(): (names: readonly string[]) => string {
  const { t, language } = useTexts();
  return (names) => {
    const rest = names.length - NAMED;
    const named = rest > 0 ? [...names.slice(0, NAMED), t('hearing.more', { count: rest })] : names;
    return new Intl.ListFormat(language, { type: 'conjunction' }).format(named);
  };
}

const ICONS = { ear: IconEarOff, microphone: IconMicrophoneOff };

interface NoticeLineProps {
  icon: keyof typeof ICONS;
  children: ReactNode;
  repair?: RepairState;
  onRepair?: () => void;
  onDismiss?: () => void;
}

function NoticeLine({ icon, children, repair, onRepair, onDismiss }: NoticeLineProps) {
  const { t } = useTexts();
  const Glyph = ICONS[icon];
  const running = repair === 'running';
  return (
    <div className={classes.notice}>
      <Glyph size={20} aria-hidden className={classes.icon} />
      <p className={classes.text}>{children}</p>
      {onRepair && (
        <Button size="compact-sm" variant="default" className={classes.action} loading={running} onClick={onRepair}>
          {t(repair === 'failed' ? 'hearing.tryAgain' : 'hearing.repair')}
        </Button>
      )}
      {onDismiss && (
        <button type="button" className={classes.dismiss} aria-label={t('dismiss')} onClick={onDismiss}>
          <IconX size={18} aria-hidden />
        </button>
      )}
    </div>
  );
}
