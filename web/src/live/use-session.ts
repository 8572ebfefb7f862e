import type { Heard, Place, Reacted } from '@lectern/contract';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { calmly } from './calmly.ts';
import { createRealtimeLink, openSocket, type RealtimeLink } from './realtime-link.ts';
import { type SessionFeed, SessionStore } from './session-store.ts';

let link: RealtimeLink | null = null;
const stores = new Map<number, { store: SessionStore; holders: number }>();

/** This tab's one store for a session. */
export function sessionStore(session_id: number): SessionStore {
  return entry(session_id).store;
}

/** Keeps a session followed until the returned function is called. */
export function holdSession(session_id: number): () => void {
  const held = entry(session_id);
  held.holders += 1;
  held.store.open();
  return () => {
    held.holders -= 1;
    if (held.holders > 0) return;
    held.store.close();
    stores.delete(session_id);
  };
}

/** What this tab knows of a session, kept up to date while the component is there. */
export function useSession(session_id: number, place: Place): SessionFeed {
  const store = sessionStore(session_id);
  useEffect(() => holdSession(session_id), [session_id]);
  useEffect(() => store.moveTo(place), [store, place]);
  const subscribe = useMemo(() => calmly(store.subscribe), [store]);
  return useSyncExternalStore(subscribe, store.getFeed);
}

/** Hears the reactions of a session as they come, until the returned function is called. */
export function onReacted(session_id: number, handler: (reacted: Reacted) => void): () => void {
  return sessionStore(session_id).onReacted(handler);
}

/** Hears which listeners of a session our sound does not reach, until the returned function is called. */
export function onHeard(session_id: number, handler: (heard: Heard) => void): () => void {
  return sessionStore(session_id).onHeard(handler);
}

export function tellHearing(session_id: number, missing: number[], again: number[]): void {
  sessionStore(session_id).tellHearing(missing, again);
}

const isHidden = () => document.visibilityState === 'hidden';

function followVisibility(): void {
  document.addEventListener('visibilitychange', () => {
    for (const { store } of stores.values()) store.setHidden(isHidden());
  });
}

function entry(session_id: number) {
  if (!link) {
    link = createRealtimeLink(openSocket());
    followVisibility();
  }
  const known = stores.get(session_id);
  if (known) return known;
  const made = { store: new SessionStore(link, session_id, isHidden()), holders: 0 };
  stores.set(session_id, made);
  return made;
}
