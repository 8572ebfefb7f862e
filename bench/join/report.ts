import type { JoinTimes } from './probe.ts';
import type { Subject } from './subject.ts';

export interface Measured {
  subject: string;
  camera: boolean;
  round: number;
  at: string;
  identity: string;
  /** null: sound or picture did not come in time. */
  times: JoinTimes | null;
}

const quantities: { title: string; pick: (times: JoinTimes) => number | null }[] = [
  { title: 'first remote frame', pick: ({ video }) => video },
  { title: 'first remote audio packet', pick: ({ audio }) => audio },
  { title: 'first own video packet sent', pick: ({ sent }) => sent },
];

/** The tables, what the subjects are, and what was lost. */
export function report(results: Measured[], subjects: Subject[], variants: boolean[]): string {
  const parts: string[] = [];
  for (const camera of variants) {
    parts.push(`\nFrom the click on Join, ${camera ? 'with own camera and microphone' : 'watching'}, in ms`);
    for (const { title, pick } of quantities) {
      const values = (name: string) =>
        results
          .filter((one) => one.subject === name && one.camera === camera)
          .map(({ times }) => (times === null ? null : pick(times)))
          .filter((value) => value !== null);
      const rows = subjects.map(({ name }) => ({ name, values: values(name) }));
      if (rows.some((row) => row.values.length > 0)) parts.push(table(title, rows, values('B')));
    }
  }
  parts.push('', ...subjects.map(({ name, about }) => `  ${name}: ${about}`));
  const lost = results.filter(({ times }) => times === null).map(({ identity }) => identity);
  if (lost.length > 0) parts.push('', `  no sound or no picture within 15 s: ${lost.join(', ')}`);
  return parts.join('\n');
}

/** The value at or below which the given share of all values lies. */
function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

function table(title: string, rows: { name: string; values: number[] }[], base: number[]): string {
  const cells = rows.map(({ name, values }) => {
    const median = percentile(values, 0.5);
    const ratio = median / percentile(base, 0.5);
    const times = [median, percentile(values, 0.95), percentile(values, 1)].map((value) => value.toFixed(0));
    return [name, String(values.length), ...times, Number.isNaN(ratio) ? '' : ratio.toFixed(2)];
  });
  const lines = [['', 'n', 'median', 'p95', 'max', 'to B'], ...cells];
  return [title, ...lines.map((line) => line.map((cell) => cell.padEnd(7)).join(' '))]
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n');
}
