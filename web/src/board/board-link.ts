import { safeLink } from '#ui/safe-link.ts';

/** Opens it in a tab that knows nothing of this one; nothing happens where it may not lead there. */
export function openLink(link: string | null): void {
  const safe = safeLink(link);
  if (safe) window.open(safe, '_blank', 'noopener,noreferrer');
}
