import type { Recording } from '@lectern/contract';
import { type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { listRecordings, listSessionRecordings, readDownloads } from '#api/recordings.ts';

/** All that is known of recordings begins with this. */
export const RECORDINGS = ['recordings'] as const;
const downloadsKey = (recording_id: number) => ['recording-downloads', recording_id] as const;

/** How often a list is read again in which something is under way, and in which nothing is; milliseconds. */
const SOON = 2_000;
const LATER = 30_000;

const isUnderWay = ({ state }: Recording) => state === 'recording' || state === 'processing';
const pace = (items: readonly Recording[]) => (items.some(isUnderWay) ? SOON : LATER);

/** The recordings of a session. */
export function useSessionRecordings(session_id: number) {
  return useQuery({
    queryKey: [...RECORDINGS, 'session', session_id],
    queryFn: () => listSessionRecordings(session_id),
    refetchInterval: ({ state }) => pace(state.data?.items ?? []),
  });
}

/** One's own, and those shared with one, page by page. */
export function useRecordings() {
  return useInfiniteQuery({
    queryKey: [...RECORDINGS, 'mine'],
    queryFn: ({ pageParam, signal }) => listRecordings(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) => pace(state.data?.pages.flatMap((page) => page.items) ?? []),
  });
}

/** What there is to download, followed while something is being made. */
export function useDownloads(recording_id: number) {
  return useQuery({
    queryKey: downloadsKey(recording_id),
    queryFn: () => readDownloads(recording_id),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => one.state === 'waiting' || one.state === 'composing') ? 1_000 : false,
  });
}

/** Reads everything about recordings again, wherever it is shown. */
export async function recordingChanged(queries: QueryClient, recording_id: number): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: RECORDINGS }),
    queries.invalidateQueries({ queryKey: ['replay', recording_id] }),
  ]);
}

/** What there is to download is read again. */
export const downloadsChanged = (queries: QueryClient, recording_id: number) =>
  queries.invalidateQueries({ queryKey: downloadsKey(recording_id) });
