import { useMutation } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { startRecording } from '#api/recordings.ts';
import { openDialog } from '#settings/open-dialog.ts';
import { preferences } from '#settings/preferences.ts';

/** Starts a recording; the first time only after telling what that means. Where it does not work, the same dialog says why. */
export function useRecordStart(session_id: number, opener: RefObject<HTMLButtonElement | null>) {
  const ask = (error?: unknown) => openDialog({ dialog: 'recording', question: 'start', error }, opener.current);
  const start = useMutation({ mutationFn: () => startRecording(session_id), onError: ask });
  return {
    busy: start.isPending,
    press() {
      if (start.isPending) return;
      if (preferences().recording_explained) start.mutate();
      else ask();
    },
  };
}
