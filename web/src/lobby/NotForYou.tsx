import '#i18n/add-failure-texts.ts';
import '#i18n/add-outside-texts.ts';
import { Button } from '@mantine/core';
import { IconCalendarX, IconDevices, IconHourglass, IconLock, IconRefresh, IconUsersGroup } from '@tabler/icons-react';
import { Link, useLocation } from 'react-router';
import { signInPath } from '#accounts/return-path.ts';
import { ApiError } from '#api/api-error.ts';
import { MyBooking } from '#bookings/MyBooking.tsx';
import { RequestToJoin } from '#bookings/RequestToJoin.tsx';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveFace } from '#live/live-face.ts';
import { UnknownSession } from '#sessions/SessionMissing.tsx';
import { Failure } from '#ui/Failure.tsx';
import { GoButton } from '#ui/GoButton.tsx';
import { Notice } from '#ui/Notice.tsx';
import { PageTitle } from '#ui/PageTitle.tsx';

export type ClosedFace = Extract<
  LiveFace,
  { face: 'signed_out' | 'outdated' | 'refused' | 'no_booking' | 'called_off' | 'full' | 'elsewhere' }
>;

interface NotForYouProps {
  face: ClosedFace;
  onTryAgain: () => void;
  onUseHere: () => void;
}

/** Why one is not in the live room, in plain words, and what can be done about it. */
export function NotForYou({ face, onTryAgain, onUseHere }: NotForYouProps) {
  const { t } = useTexts();
  const { pathname, search } = useLocation();
  switch (face.face) {
    case 'signed_out':
      return (
        <Notice
          icon={IconLock}
          heading={<PageTitle>{t('notForYou.signedOut')}</PageTitle>}
          actions={
            <Button component={Link} to={signInPath(pathname + search)}>
              {t('notForYou.signIn')}
            </Button>
          }
        >
          {t('notForYou.signedOutText')}
        </Notice>
      );
    case 'outdated':
      return (
        <Notice
          icon={IconRefresh}
          heading={<PageTitle>{t('notForYou.outdated')}</PageTitle>}
          actions={<Button onClick={() => window.location.reload()}>{t('crash.reload')}</Button>}
        >
          {t('notForYou.outdatedText')}
        </Notice>
      );
    case 'refused':
      return face.code === 'session_not_found' ? (
        <UnknownSession />
      ) : (
        <>
          <PageTitle>{t('notForYou.refused')}</PageTitle>
          <Failure error={new ApiError(face.code)} retry={() => window.location.reload()} />
        </>
      );
    case 'no_booking':
      return <NoBooking face={face} />;
    case 'called_off':
      return (
        <Notice
          icon={IconCalendarX}
          heading={<PageTitle>{t(`notForYou.${face.why}`)}</PageTitle>}
          actions={<GoButton to="/">{t('toSessions')}</GoButton>}
        >
          {t(`notForYou.${face.why}Text`, { title: face.feed.view.session.title })}
        </Notice>
      );
    case 'full':
      return (
        <Notice
          icon={IconUsersGroup}
          heading={<PageTitle>{t('notForYou.full')}</PageTitle>}
          actions={<Button onClick={onTryAgain}>{t('tryAgain')}</Button>}
        >
          {t('notForYou.fullText')}
        </Notice>
      );
    case 'elsewhere':
      return (
        <Notice
          icon={IconDevices}
          heading={<PageTitle>{t('notForYou.elsewhere')}</PageTitle>}
          actions={<Button onClick={onUseHere}>{t('notForYou.useHere')}</Button>}
        >
          {t('notForYou.elsewhereText')}
        </Notice>
      );
    default:
      return face satisfies never;
  }
}

function NoBooking({ face }: { face: Extract<ClosedFace, { face: 'no_booking' }> }) {
  const { t } = useTexts();
  const { session, my_booking, my_stay } = face.feed.view;
  const why = face.booking === 'rejected' && my_stay?.ended === 'removed' ? 'removed' : (face.booking ?? 'none');
  const asked = face.booking !== null && face.booking !== 'withdrawn';
  return (
    <Notice
      icon={face.booking === 'pending' ? IconHourglass : IconLock}
      heading={<PageTitle>{t(`notForYou.booking.${why}`, { title: session.title })}</PageTitle>}
      actions={
        asked && my_booking ? (
          face.booking === 'pending' ? (
            <MyBooking session_id={session.id} booking={my_booking} told={false} />
          ) : (
            <GoButton to="/">{t('toSessions')}</GoButton>
          )
        ) : (
          <RequestToJoin session_id={session.id} />
        )
      }
    >
      {t(`notForYou.bookingText.${why}`, { title: session.title })}
    </Notice>
  );
}
