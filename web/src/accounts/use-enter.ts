import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/** After signing in, up or out: forgets what the other account saw, and goes on to `path`. */
export function useEnter() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (path: string) => {
      await queries.cancelQueries();
      queries.clear();
      await navigate(path, { replace: true });
    },
    [queries, navigate],
  );
}
