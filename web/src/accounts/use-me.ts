import { useQuery } from '@tanstack/react-query';
import { readMe } from '#api/accounts.ts';

export const ME = ['me'] as const;

/** Who is signed in: null for nobody, undefined while it is not known. */
export function useMe() {
  return useQuery({ queryKey: ME, queryFn: readMe, staleTime: 60_000 });
}
