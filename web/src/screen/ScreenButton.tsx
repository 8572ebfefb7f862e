import '#i18n/add-screen-texts.ts';
import { IconScreenShare, IconScreenShareOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { useShortcut } from '#keyboard/actions.ts';
import type { OwnMedia } from '#live/own-media.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import { toggleShare } from './toggle-share.ts';
import { useOwnScreen } from './use-own-screen.ts';

/** Shares the own screen, or ends that. */
export function ScreenButton({ feed, media }: { feed: OpenFeed; media: OwnMedia }) {
  const { t } = useTexts();
  const { own, state } = useOwnScreen(feed.view.session.id);
  // With the button comes the means to send; without it there is none to stop.
  useEffect(() => media.follow(own), [media, own]);
  useShortcut('screen', () => toggleShare(feed.view));
  const isOn = state.kind === 'on';
  const name = t(isOn ? 'screen.stop' : 'screen.share');
  return (
    <RoundButton
      icon={isOn ? IconScreenShareOff : IconScreenShare}
      name={name}
      title={t('screen.key', { name })}
      tone={isOn ? 'on' : 'plain'}
      busy={state.kind === 'starting'}
      aria-keyshortcuts="S"
      onClick={() => toggleShare(feed.view)}
    />
  );
}
