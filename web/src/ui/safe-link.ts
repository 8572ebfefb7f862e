const SCHEMES = new Set(['http:', 'https:', 'mailto:']);

/** The address of a link in what people write, as it may be: whole, and of the web or of mail. Anything else is null. */
export function safeLink(address: unknown): string | null {
  if (typeof address !== 'string' || !URL.canParse(address)) return null;
  const { protocol, href } = new URL(address);
  return SCHEMES.has(protocol) ? href : null;
}

/** What somebody typed as an address, with what people leave out put before it. */
export function typedLink(text: string): string | null {
  const typed = text.trim();
  if (/^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(typed)) return safeLink(`mailto:${typed}`);
  // A port is no scheme: example.org:8080 is meant as a place in the web.
  if (/^[\w-]+(\.[\w-]+)+([:/?#]|$)/.test(typed)) return safeLink(`https://${typed}`);
  return safeLink(typed);
}
