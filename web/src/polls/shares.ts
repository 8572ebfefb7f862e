/**
 * The share of each in whole percent, together 100: what is lost by rounding down goes to those that lost most by it.
 */
export function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return counts.map(() => 0);
  const exact = counts.map((count) => (count * 100) / total);
  const rounded = exact.map(Math.floor);
  const missing = 100 - rounded.reduce((sum, share) => sum + share, 0);
  const rest = (index: number) => (exact[index] ?? 0) - (rounded[index] ?? 0);
  const neediest = [...counts.keys()].sort((one, other) => rest(other) - rest(one)).slice(0, missing);
  return rounded.map((share, index) => (neediest.includes(index) ? share + 1 : share));
}
