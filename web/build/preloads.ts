/** The page whose first load is counted in kilobytes. */
const LIVE = /(^|\/)live-[\w-]{8}\.js$/;

/**
 * What is fetched along with a part that is loaded later. The live page has so many parts that the list of what each
 * needs came to two kilobytes of its first load: there a part's styles come along, and what else it needs it asks for
 * itself. Most of that is there already.
 */
export function preloads(_file: string, needs: string[], { hostId }: { hostId: string }): string[] {
  return LIVE.test(hostId) ? needs.filter((file) => file.endsWith('.css')) : needs;
}
