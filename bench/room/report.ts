import { percentile, table } from '../load/numbers.ts';
import type { Cost } from './measure.ts';

const COLUMNS: [head: string, of: (cost: Cost) => number][] = [
  ['browser, % of a core', ({ browser }) => browser],
  ['its page', ({ page }) => page],
  ['main thread', ({ main }) => main],
  ['LiveKit, %', ({ livekit }) => livekit],
  ['browser, MB', ({ memory }) => memory],
  ['its page', ({ pageMemory }) => pageMemory],
  ['JS heap', ({ heap }) => heap],
  ['LiveKit, MB', ({ livekitMemory }) => livekitMemory],
  ['frames a second', ({ frames }) => frames],
  ['megapixels a second', ({ megapixels }) => megapixels],
];

/** Medians of the rounds, and ours to the bare page's. */
export function report(publishers: number, costs: Record<string, Cost[]>): string {
  const medians = (name: string) => COLUMNS.map(([, of]) => percentile((costs[name] ?? []).map(of), 0.5));
  const rows = Object.keys(costs).map((name) => [name, ...medians(name).map(inShort)]);
  const bare = medians('bare');
  const ratios = medians('Lectern').map((value, index) => (value / (bare[index] ?? Number.NaN)).toFixed(2));
  const head = ['publishers', 'page', ...COLUMNS.map(([name]) => name)];
  return table(
    head,
    [...rows, ['to bare', ...ratios]].map((row) => [String(publishers), ...row]),
  );
}

const inShort = (value: number) => value.toFixed(value < 10 ? 1 : 0);
