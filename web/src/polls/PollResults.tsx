import type { OpenFeed } from '#live/session-store.ts';

export function PollResults(_: { feed: OpenFeed }) {
  return null;
}
