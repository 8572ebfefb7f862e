import { moderates, type Participant } from '@lectern/contract';
import {
  type Icon,
  IconArrowsMaximize,
  IconArrowsMinimize,
  IconScreenShare,
  IconScreenShareOff,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { failureText } from '#api/failure-text.ts';
import { stopScreenOf } from '#api/screen.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import type { Space } from './grid-layout.ts';
import { ScreenPicture } from './ScreenPicture.tsx';
import classes from './ScreenView.module.css';
import type { ScreenViewProps } from './ScreenView.tsx';
import { useScreenZoom } from './use-screen-zoom.ts';
import { useSize } from './use-size.ts';

/** Taken for the size of a screen until its first frame tells: without a place there would be none. */
const USUAL: Space = { width: 1_920, height: 1_080 };

/** Somebody else's screen: never cut, and one may look closer, or fill the window with it. */
export function OtherScreen({ feed, participant, picture }: ScreenViewProps) {
  const { t } = useTexts();
  const name = personName(participant.user);
  const { ref, width, height } = useSize();
  const box = { width, height };
  const [known, setSize] = useState<Space | null>(null);
  const size = known ?? USUAL;
  const zoom = useScreenZoom(ref, size, box);
  const { root, filling, fill } = useFilling();

  // Not by React, who hears of a key only after the stage has: that one's arrow keys go from tile to tile.
  useEffect(() => {
    const view = root.current;
    if (!view) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && filling) fill(false);
      else if (event.key === 'Tab' && filling && isAtEnd(view, event.shiftKey)) focusOtherEnd(view, event.shiftKey);
      else if (!zoom.onKey(event) && !(filling && event.key.startsWith('Arrow'))) return;
      event.preventDefault();
      event.stopPropagation();
    };
    view.addEventListener('keydown', onKeyDown);
    return () => view.removeEventListener('keydown', onKeyDown);
  });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div
      ref={root}
      role="group"
      aria-label={t('screen.of', { name })}
      aria-keyshortcuts="Plus - 0 ArrowLeft ArrowRight ArrowUp ArrowDown"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys zoom and move, as the buttons and the mouse do.
      tabIndex={0}
      className={classes.view}
      data-filling={filling || undefined}
      popover={filling ? 'manual' : undefined}
    >
      <section ref={ref} className={classes.box} data-zoomed={zoom.scale > 1 || undefined} {...zoom.pointer}>
        {width > 0 && <ScreenPicture picture={picture} size={size} box={box} at={zoom.at} onSize={setSize} />}
      </section>
      {!known && (
        <p role="status" className={classes.coming}>
          {t('screen.coming', { name })}
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.name}>
          <IconScreenShare size={16} aria-hidden />
          <bdi className={classes.text}>{name}</bdi>
        </span>
        <div role="toolbar" aria-label={t('screen.tools', { name })} className={classes.tools}>
          <Tool icon={IconZoomOut} name={t('screen.further')} off={zoom.scale <= 1} onClick={zoom.further} />
          <button
            type="button"
            className={classes.tool}
            aria-label={t('screen.whole')}
            title={t('screen.whole')}
            onClick={zoom.whole}
          >
            {t('screen.percent', { percent: Math.round(zoom.scale * 100) })}
          </button>
          <Tool icon={IconZoomIn} name={t('screen.closer')} onClick={zoom.closer} />
          <Tool
            icon={filling ? IconArrowsMinimize : IconArrowsMaximize}
            name={t(filling ? 'screen.unfill' : 'screen.fill')}
            onClick={() => fill(!filling)}
          />
          {moderates(feed.view.role) && <Stop session_id={feed.view.session.id} participant={participant} />}
        </div>
      </div>
    </div>
  );
}

/** For who runs the class. */
function Stop({ session_id, participant }: { session_id: number; participant: Participant }) {
  const { t } = useTexts();
  const stop = useMutation({
    mutationFn: () => stopScreenOf(session_id, participant.id),
    onError: (error) => announce(failureText(t, error)),
  });
  const name = t('screen.stopOf', { name: personName(participant.user) });
  return (
    <Tool icon={IconScreenShareOff} name={name} tone="danger" off={stop.isPending} onClick={() => stop.mutate()} />
  );
}

interface ToolProps {
  icon: Icon;
  name: string;
  tone?: 'danger';
  off?: boolean;
  onClick: () => void;
}

function Tool({ icon: Glyph, name, tone, off, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className={classes.tool}
      data-tone={tone}
      aria-label={name}
      title={name}
      aria-disabled={off || undefined}
      onClick={onClick}
    >
      <Glyph size={20} stroke={1.75} aria-hidden />
    </button>
  );
}

/** What Tab leads to in it, in order. What lies behind a view that fills the window is not to get the focus. */
function stops(view: HTMLElement): HTMLElement[] {
  return [view, ...view.querySelectorAll('button')];
}

function isAtEnd(view: HTMLElement, backwards: boolean): boolean {
  return document.activeElement === stops(view).at(backwards ? 0 : -1);
}

function focusOtherEnd(view: HTMLElement, backwards: boolean): void {
  stops(view)
    .at(backwards ? -1 : 0)
    ?.focus();
}

/** Whether it fills the window: above all else, and without being put elsewhere, which would stop the picture. */
function useFilling() {
  const root = useRef<HTMLDivElement>(null);
  const [filling, setFilling] = useState(false);
  useLayoutEffect(() => {
    if (filling) root.current?.showPopover();
  }, [filling]);
  return { root, filling, fill: setFilling };
}
