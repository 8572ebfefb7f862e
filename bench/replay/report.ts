import { percentile, table } from '../load/numbers.ts';
import type { FullPage } from './one-page.ts';
import type { TwoHours } from './two-hours.ts';

const ms = (value: number) => value.toFixed(0);
const mb = (value: number) => value.toFixed(1);

/** The tables, as README.md can take them. */
export function reportHours({ checkpoints, grown, openings, seconds }: TwoHours): string {
  const [first] = checkpoints;
  const rows = checkpoints.map((one) => [
    String(one.page),
    String(one.strokes),
    ms(one.move),
    ms(one.move95),
    first ? (one.move / first.move).toFixed(2) : '',
    ms(one.end),
    ms(one.theirs),
    ms(one.theirs95),
  ]);
  const some = grown.filter(({ page }) => page === 1 || page % 5 === 0 || page === grown.length);
  const heaps = some.map(({ page, strokes, browser, server }) => [
    String(page),
    String(strokes),
    mb(browser.heap),
    mb(browser.process),
    String(browser.nodes),
    String(browser.listeners),
    mb(server.heap),
    mb(server.outside),
    mb(server.resident),
  ]);
  const opening = (times: number[]) => `${ms(percentile(times, 0.5))} (${times.map(ms).join(', ')})`;
  return [
    table(
      [
        'page',
        'strokes on it',
        'own stroke: move to paint, ms',
        'p95',
        'to the first',
        'end to paint',
        'a pen to paint',
        'p95',
      ],
      rows,
    ),
    table(
      [
        'page',
        'strokes so far',
        'page heap, MB',
        'its process',
        'nodes',
        'listeners',
        'server heap, MB',
        'outside the heap',
        'resident',
      ],
      heaps,
    ),
    `Opening, ms from the click: ${opening(openings.known)} while others have it open; ${opening(openings.read)} when nobody has. ${seconds.toFixed(0)} s in all.`,
  ].join('\n\n');
}

export function reportPages(pages: FullPage[]): string {
  const rows = pages.map((one) => [
    String(one.strokes),
    one.name,
    one.document === null ? '' : mb(one.document),
    ms(one.opening),
    ms(one.move),
    ms(one.move95),
    ms(one.end),
    mb(one.heap),
    mb(one.process),
  ]);
  return table(
    [
      'strokes',
      'subject',
      'document, MB',
      'opening, ms',
      'own stroke: move to paint, ms',
      'p95',
      'end to paint',
      'page heap, MB',
      'its process',
    ],
    rows,
  );
}
