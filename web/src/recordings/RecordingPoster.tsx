import type { Recording } from '@lectern/contract';
import { IconAlertTriangle, IconClockOff, IconLoader2, IconPlayerPlay, IconPlayerRecord } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './RecordingPoster.module.css';
import { lengthText } from './recording-facts.ts';

const GLYPHS = {
  recording: IconPlayerRecord,
  processing: IconLoader2,
  ready: IconPlayerPlay,
  failed: IconAlertTriangle,
  expired: IconClockOff,
} as const;

/** A picture of it; drawn, where there is none (yet). It tells nothing that is not beside it in words. */
export function RecordingPoster({ recording }: { recording: Recording }) {
  const { id, state, duration, has_poster } = recording;
  const [missing, setMissing] = useState(false);
  const Glyph = GLYPHS[state];
  return (
    <div className={classes.poster} data-state={state} aria-hidden>
      {has_poster && !missing ? (
        <img
          src={`/api/recordings/${id}/poster/`}
          alt=""
          loading="lazy"
          className={classes.picture}
          onError={() => setMissing(true)}
        />
      ) : (
        <span className={classes.drawn}>
          <Glyph size={32} stroke={1.75} />
        </span>
      )}
      {duration !== null && <span className={classes.length}>{lengthText(duration)}</span>}
    </div>
  );
}
