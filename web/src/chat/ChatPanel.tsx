import type { OpenFeed } from '#live/session-store.ts';

export function ChatPanel(_: { feed: OpenFeed; onClose: () => void }) {
  return null;
}
