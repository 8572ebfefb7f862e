import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useNavigate } from 'react-router';

/** After signing in, up or out: forgets what the other account saw, and goes on to `path`. */
export function useEnter() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async (path: string) => {
      queries.removeQueries({ type: 'inactive' });
      // What is on the page is read anew; the page may even stay the same, as on the first run.
      await queries.resetQueries();
      await navigate(path, { replace: true });
    },
    [queries, navigate],
  );
}
