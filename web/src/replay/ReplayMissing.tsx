import '#i18n/add-replay-texts.ts';
import type { Recording } from '@lectern/contract';
import { Button } from '@mantine/core';
import {
  type Icon,
  IconCalendarOff,
  IconClockOff,
  IconFileAlert,
  IconHourglass,
  IconMovieOff,
} from '@tabler/icons-react';
import { Link } from 'react-router';
import { useTexts } from '#i18n/use-texts.ts';
import { Notice } from '#ui/Notice.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

type Why = 'unknown' | 'preparing' | 'running' | 'failed' | 'empty' | 'expired';

const ICONS: Record<Why, Icon> = {
  unknown: IconCalendarOff,
  preparing: IconHourglass,
  running: IconHourglass,
  failed: IconFileAlert,
  empty: IconMovieOff,
  expired: IconClockOff,
};

/** A recording that cannot be watched (yet), and what to do. Null: there is none, as far as this account knows. */
export function ReplayMissing({ recording }: { recording: Recording | null }) {
  const { t } = useTexts();
  const why = recording ? whyOf(recording) : 'unknown';
  return (
    <Shell size="sm">
      <div role="status">
        <Notice
          icon={ICONS[why]}
          heading={<PageTitle>{t(`replay.${why}`)}</PageTitle>}
          actions={
            <Button component={Link} to={recording ? `/sessions/${recording.session.id}` : '/'}>
              {t(recording ? 'replay.toSession' : 'toSessions')}
            </Button>
          }
        >
          {t(`replay.${why}Text`)}
        </Notice>
      </div>
    </Shell>
  );
}

function whyOf({ state, failure }: Recording): Why {
  switch (state) {
    case 'recording':
      return 'running';
    case 'processing':
    case 'ready':
      return 'preparing';
    case 'failed':
      return failure === 'empty' ? 'empty' : 'failed';
    case 'expired':
      return 'expired';
    default:
      return state satisfies never;
  }
}
