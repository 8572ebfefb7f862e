const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** Where a link on the board may lead: to another page of the web, or to somebody's mailbox; null where nowhere. */
export function safeLink(link: string | null): string | null {
  if (!link || !URL.canParse(link)) return null;
  const { protocol, href } = new URL(link);
  return SAFE.has(protocol) ? href : null;
}

/** Opens it in a tab that knows nothing of this one. */
export function openLink(link: string | null): void {
  const safe = safeLink(link);
  if (safe) window.open(safe, '_blank', 'noopener,noreferrer');
}
