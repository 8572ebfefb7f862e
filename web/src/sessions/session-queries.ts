import { useQuery } from '@tanstack/react-query';
import { readSession } from '#api/sessions.ts';

export const SESSIONS = ['sessions'] as const;
export const sessionKey = (id: number) => ['session', id] as const;

export function useSessionQuery(id: number) {
  return useQuery({ queryKey: sessionKey(id), queryFn: () => readSession(id) });
}
