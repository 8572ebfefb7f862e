import '#i18n/add-screen-texts.ts';
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconScreenShare, IconScreenShareOff } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { OwnScreen, OwnScreenState, ScreenEnd } from '#live/own-screen.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { personName } from '#people/person-name.ts';
import { Banner } from '#ui/Banner.tsx';
import { endWords } from './end-words.ts';
import { otherSharer, whyNot } from './may-share.ts';
import classes from './ScreenNotice.module.css';
import { toggleShare } from './toggle-share.ts';
import { useAnnouncedScreens } from './use-announced-screens.ts';
import { useOwnScreen } from './use-own-screen.ts';

/** Tells a person that their screen is seen, for as long as it is; or why it is not, or no more. */
export function ScreenNotice({ feed }: { feed: OpenFeed }) {
  const { own, state } = useOwnScreen(feed.view.session.id);
  useAnnouncedScreens(feed.view.session.id);
  return (
    <>
      <div role="status" className={classes.place}>
        {state.kind === 'on' && <Sharing own={own} state={state} />}
      </div>
      {state.kind === 'off' && state.end && <Ended feed={feed} own={own} end={state.end} />}
    </>
  );
}

function Sharing({ own, state }: { own: OwnScreen; state: Extract<OwnScreenState, { kind: 'on' }> }) {
  const { t } = useTexts();
  const said = state.capture.sound ? 'screen.ownSound' : 'screen.own';
  return (
    <div className={classes.notice} data-interrupted={!state.sent || undefined}>
      <IconScreenShare size={20} aria-hidden />
      <strong>{t(state.sent ? said : 'screen.interrupted')}</strong>
      <Button
        size="compact-sm"
        color="red.9"
        leftSection={<IconScreenShareOff size={16} aria-hidden />}
        onClick={() => own.stop()}
      >
        {t('screen.stop')}
      </Button>
    </div>
  );
}

function Ended({ feed, own, end }: { feed: OpenFeed; own: OwnScreen; end: ScreenEnd }) {
  const { t } = useTexts();
  const sharer = otherSharer(feed.view);
  const { title, hint } = endWords(end, sharer ? personName(sharer.user) : null, t);
  // Not offered again while it would be refused again.
  const may = whyNot(feed.view) === null;
  return (
    <Banner role="alert" tone="warning" icon={IconAlertTriangle} title={title} onDismiss={() => own.explain(null)}>
      {hint && <Text size="sm">{hint}</Text>}
      {may && (
        <Button size="xs" variant="default" style={{ alignSelf: 'flex-start' }} onClick={() => toggleShare(feed.view)}>
          {t('screen.retry')}
        </Button>
      )}
    </Banner>
  );
}
