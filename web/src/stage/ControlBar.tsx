import { moderates } from '@lectern/contract';
import {
  IconChalkboard,
  IconChartBar,
  IconDoorExit,
  IconMessage,
  IconPlayerStop,
  IconUsers,
} from '@tabler/icons-react';
import { Suspense } from 'react';
import type { BoardPlace } from '#board/use-board-place.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { useShortcut } from '#keyboard/actions.ts';
import type { DeviceKind } from '#live/media-connection.ts';
import { roommates } from '#live/my-room.ts';
import type { OwnMedia, OwnMediaState } from '#live/own-media.ts';
import { screenOffered } from '#live/screen-offered.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { DeviceToggle } from '#lobby/DeviceToggle.tsx';
import { usePreferences } from '#settings/preferences.ts';
import { announce } from '#ui/announcer.tsx';
import { lazyPart } from '#ui/lazy-part.ts';
import { RoundButton } from '#ui/RoundButton.tsx';
import classes from './ControlBar.module.css';
import type { PanelName, SidePanels } from './use-side-panels.ts';

// Loaded while one waits, out of sight.
const { Part: RoomTools } = lazyPart(async () => (await import('./RoomTools.tsx')).RoomTools);
const { Part: ScreenButton } = lazyPart(async () => (await import('#screen/ScreenButton.tsx')).ScreenButton);
const { Part: RecordButton } = lazyPart(async () => (await import('#recordings/RecordButton.tsx')).RecordButton);
const { Part: BreakoutsButton } = lazyPart(
  async () => (await import('#breakouts/BreakoutsButton.tsx')).BreakoutsButton,
);
const { Part: DeviceOptions } = lazyPart(async () => (await import('#lobby/DeviceOptions.tsx')).DeviceOptions);
const { Part: MoreMenu } = lazyPart(async () => (await import('./MoreMenu.tsx')).MoreMenu);

interface ControlBarProps {
  feed: OpenFeed;
  own: OwnMedia;
  state: OwnMediaState;
  panels: SidePanels;
  board: BoardPlace;
  onLeave: () => void;
  /** For who runs the class only. */
  onEnd: (() => void) | null;
}

/** All that one does in the live room, in one bar. */
export function ControlBar({ feed, own, state, panels, board, onLeave, onEnd }: ControlBarProps) {
  const { t } = useTexts();
  const panel = (name: PanelName) => ({
    ref: panels.buttonOf(name),
    news: panels.news[name],
    'aria-expanded': panels.open === name,
    'aria-controls': name,
    onClick: () => panels.toggle(name),
  });
  useShortcut('participants', () => panels.toggle('participants'));
  useShortcut('chat', () => panels.toggle('chat'));
  useShortcut('board', board.toggle);
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('live.controls')}>
      <div className={classes.group}>
        <Device kind="microphone" own={own} state={state} />
        <Device kind="camera" own={own} state={state} />
        {screenOffered() && (
          <div className={classes.one}>
            <Suspense>
              <ScreenButton feed={feed} media={own} />
            </Suspense>
          </div>
        )}
      </div>
      <div className={classes.tools}>
        <Suspense>
          <RoomTools feed={feed} />
        </Suspense>
        <RoundButton
          ref={board.button}
          icon={IconChalkboard}
          name={t('live.board')}
          news={board.news === null ? null : { mark: '', text: board.news }}
          aria-expanded={board.open}
          aria-controls="board"
          onClick={board.toggle}
        />
      </div>
      <div className={classes.group}>
        <RoundButton
          icon={IconUsers}
          name={t('live.participants')}
          count={roommates(feed.view).length}
          {...panel('participants')}
        />
        <RoundButton icon={IconMessage} name={t('panels.chat')} {...panel('chat')} />
        <RoundButton icon={IconChartBar} name={t('panels.polls')} {...panel('polls')} />
        <div className={classes.wideMaybe}>
          <Suspense>
            <BreakoutsButton feed={feed} {...panel('breakouts')} />
          </Suspense>
        </div>
        {moderates(feed.view.role) && (
          <div className={classes.wideOnly}>
            <Suspense>
              <RecordButton feed={feed} />
            </Suspense>
          </div>
        )}
        <div className={classes.one}>
          <Suspense>
            <MoreMenu feed={feed} button={panels.buttonOf('notes')} onPanel={panels.toggle} />
          </Suspense>
        </div>
      </div>
      <div className={classes.group}>
        <RoundButton
          icon={IconDoorExit}
          name={t('live.leave')}
          label={t('live.leave')}
          tone={onEnd ? 'plain' : 'danger'}
          onClick={onLeave}
        />
        {onEnd && (
          <RoundButton icon={IconPlayerStop} name={t('live.end')} label={t('live.end')} tone="danger" onClick={onEnd} />
        )}
      </div>
    </div>
  );
}

/** A device's button, and beside it which device it is. */
function Device({ kind, own, state }: { kind: DeviceKind; own: OwnMedia; state: OwnMediaState }) {
  const { t } = useTexts();
  const { shortcuts, push_to_talk } = usePreferences();
  const choices = kind === 'camera' ? state.cameras : state.microphones;
  const device = state[kind];
  useShortcut(kind, () => {
    if (device.held) announce(t(`devices.held.${device.held}.${kind}`));
    else {
      void own.want(kind, !device.wanted);
      announce(t(`devices.${device.wanted ? 'off' : 'on'}.${kind}`));
    }
  });
  const isHeld = kind === 'microphone' && push_to_talk;
  return (
    <div className={classes.device}>
      <DeviceToggle
        kind={kind}
        device={device}
        keyed={shortcuts}
        onWant={(wanted) => void own.want(kind, wanted)}
        onHold={isHeld ? (held) => void own.talk(held) : null}
      />
      {choices.length > 0 && (
        <Suspense>
          <DeviceOptions kind={kind} own={own} state={state} />
        </Suspense>
      )}
    </div>
  );
}
