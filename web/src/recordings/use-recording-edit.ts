import { useMutation, useQueryClient } from '@tanstack/react-query';
import { editRecording, type RecordingChange } from '#api/recordings.ts';
import { announce } from '#ui/announcer.tsx';
import { recordingChanged } from './recordings-queries.ts';

/** Changes a recording; once the server has, everything shown of it is read again, and what was done is said. */
export function useRecordingEdit(recording_id: number, onDone: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ change }: { change: RecordingChange; done: string }) => editRecording(recording_id, change),
    async onSuccess(_, { done }) {
      await recordingChanged(queries, recording_id);
      announce(done);
      onDone();
    },
  });
}
