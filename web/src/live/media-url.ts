/** The media engine's address as a WebSocket address; a path is on our own origin. */
export function mediaUrl(url: string, page: { protocol: string; host: string }): string {
  if (!url.startsWith('/')) return url;
  return `${page.protocol === 'https:' ? 'wss:' : 'ws:'}//${page.host}${url}`;
}
