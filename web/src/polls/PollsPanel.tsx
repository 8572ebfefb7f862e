import type { OpenFeed } from '#live/session-store.ts';

export function PollsPanel(_: { feed: OpenFeed; onClose: () => void }) {
  return null;
}
