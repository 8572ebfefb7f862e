import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { SignedIn } from '#accounts/SignedIn.tsx';
import { failureCode } from '#api/api-error.ts';
import { readRecording } from '#api/recordings.ts';
import { fetchReplay } from '#api/replay.ts';
import { ReplayMissing } from '#replay/ReplayMissing.tsx';
import { ReplayView } from '#replay/ReplayView.tsx';
import { Failure } from '#ui/Failure.tsx';
import { Shell } from '#ui/Shell.tsx';
import NotFoundPage from './not-found.tsx';

/** How often it is looked whether a recording is ready by now, in milliseconds. */
const LOOK_EVERY = 2_000;

export default function ReplayPage() {
  const { id = '' } = useParams();
  if (!/^[1-9]\d{0,8}$/.test(id)) return <NotFoundPage />;
  return <SignedIn>{() => <Found key={id} id={Number(id)} />}</SignedIn>;
}

function Found({ id }: { id: number }) {
  const replay = useQuery({
    queryKey: ['replay', id],
    queryFn: () => fetchReplay(id),
    // What was recorded does not change: while it is watched nothing is to be drawn anew.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchInterval: ({ state }) => (failureCode(state.error) === 'recording_not_ready' ? LOOK_EVERY : false),
  });
  const not_ready = replay.error !== null && failureCode(replay.error) === 'recording_not_ready';
  const { data: recording } = useQuery({
    queryKey: ['replay', id, 'state'],
    queryFn: () => readRecording(id),
    enabled: not_ready,
    refetchInterval: not_ready ? LOOK_EVERY : false,
  });
  if (replay.data) return <ReplayView replay={replay.data} />;
  if (not_ready && recording) return <ReplayMissing recording={recording} />;
  if (replay.error && failureCode(replay.error) === 'recording_not_found') return <ReplayMissing recording={null} />;
  if (replay.error && !not_ready) {
    return (
      <Shell size="sm">
        <Failure error={replay.error} retry={() => void replay.refetch()} />
      </Shell>
    );
  }
  return (
    <Shell size="lg">
      <div aria-busy="true">
        <Skeleton height={32} width="40%" mb="md" />
        <Skeleton style={{ aspectRatio: '16 / 9' }} radius="lg" mb="md" />
        <Skeleton height={48} radius="lg" />
      </div>
    </Shell>
  );
}
