import { useQuery } from '@tanstack/react-query';
import { readSite } from '#api/site.ts';

export const SITE = ['site'] as const;

/** What holds for the whole site. */
export function useSite() {
  return useQuery({ queryKey: SITE, queryFn: readSite });
}
