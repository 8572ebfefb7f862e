/** How many of these, from the first on, go together within so many bytes; the first one does in any case. */
export function countTogether(waiting: readonly { update: Uint8Array }[], most: number): number {
  let size = 0;
  const more = waiting.findIndex(({ update }, index) => {
    size += update.length;
    return index > 0 && size > most;
  });
  return more === -1 ? waiting.length : more;
}
