import { useMutation, useQueryClient } from '@tanstack/react-query';
import { commandSession, type SessionCommand } from '#api/sessions.ts';
import { SESSIONS, sessionKey } from './session-queries.ts';

export function useSessionCommand(id: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (command: SessionCommand) => commandSession(id, command),
    onSuccess: (session) => {
      queries.setQueryData(sessionKey(id), session);
      return queries.invalidateQueries({ queryKey: SESSIONS });
    },
  });
}
