import { useCallback, useState } from 'react';
import { captionsAddress } from '#api/replay.ts';
import classes from './Captions.module.css';
import { type Cue, cuesAt } from './captions-at.ts';
import type { ReplayPlayer } from './player.ts';
import { useReading } from './use-player.ts';

interface CaptionsProps {
  recording_id: number;
  id: number;
  player: ReplayPlayer;
}

/** What is said at the moment, in writing. The browser reads the file; no element plays it, since many play at once. */
export function Captions({ recording_id, id, player }: CaptionsProps) {
  const [cues, setCues] = useState<Cue[]>([]);
  const read = useCallback(() => cuesAt(cues, player.time()), [cues, player]);
  const text = useReading(player, read);
  const attach = useCallback((element: HTMLTrackElement | null) => {
    // Hidden it is loaded, and shown by us.
    if (element) element.track.mode = 'hidden';
  }, []);
  return (
    <>
      <video hidden muted>
        <track
          ref={attach}
          kind="captions"
          src={captionsAddress(recording_id, id)}
          onLoad={({ currentTarget }) => setCues(readCues(currentTarget.track.cues))}
        />
      </video>
      {text !== '' && <p className={classes.captions}>{text}</p>}
    </>
  );
}

function readCues(list: TextTrackCueList | null): Cue[] {
  return [...(list ?? [])].flatMap((cue) =>
    cue instanceof VTTCue ? [{ from: cue.startTime, to: cue.endTime, text: cue.text }] : [],
  );
}
