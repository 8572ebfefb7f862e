import { begin, type Member, planClass } from '../lectern/class.ts';
import { percentile } from '../load/numbers.ts';
import { drawOwn, freshBrowser, measureOwn, type PageMemory, painted, paintedAndStill, takePen } from './board-page.ts';
import { LAST_COLOUR, openLesson } from './lesson.ts';
import { boardButton, enter, openBoard } from './live-board.ts';
import type { ServerMemory, ServerWatch } from './site-memory.ts';

export interface TwoHoursOptions {
  origin: string;
  chromium: string;
  server: ServerWatch;
  people: { host: Member; second: Member; third: Member };
  pages: number;
  strokesPerPage: number;
  /** How many strokes are on the page when it is measured. */
  measuredAt: number;
  ownStrokes: number;
  openings: number;
  /** Where the profiles of page and server go, if they are wanted: of the last page that is measured. */
  profile: string | null;
  progress: (what: string) => void;
}

/** One page of the lesson, as it was. */
export interface Checkpoint {
  page: number;
  strokes: number;
  move: number;
  move95: number;
  end: number;
  theirs: number;
  theirs95: number;
}

export interface Grown {
  page: number;
  strokes: number;
  browser: PageMemory;
  server: ServerMemory;
}

export interface TwoHours {
  checkpoints: Checkpoint[];
  grown: Grown[];
  /** From the click, in milliseconds: while the page is in the server's memory, and when it has to be read again. */
  openings: { known: number[]; read: number[] };
  seconds: number;
}

/** Strokes of one's own on a page that is not measured. */
const NOW_AND_THEN = 2;

export async function twoHours(options: TwoHoursOptions): Promise<TwoHours> {
  const { origin, server, people, pages, strokesPerPage, measuredAt, progress } = options;
  const began = performance.now();
  const session = await planClass(people.host, [people.second, people.third], 'Two hours');
  await begin(session, people.host, [people.second]);
  const lesson = await openLesson(origin, session, people.host, people.second);
  const checkpoints: Checkpoint[] = [];
  const grown: Grown[] = [];
  const browser = await freshBrowser(options.chromium);
  let current = 0;
  try {
    const { page } = browser;
    await enter(browser, origin, session, people.third);
    await openBoard(page);
    await lesson.lead(true);
    const measured = new Set([1, Math.ceil(pages / 2), pages]);
    for (let number = 1; number <= pages; number++) {
      current = await lesson.addPage();
      await lesson.openPage(current);
      await page.evaluate(() => Object.assign(window.probe, { painted: {} }));
      await page.getByText('You follow').first().waitFor();
      await page.locator('.excalidraw [data-testid="toolbar-freedraw"]').waitFor({ state: 'attached' });
      await lesson.fill(0, measuredAt);
      await painted(page, LAST_COLOUR);
      await takePen(page);
      let place = measuredAt;
      if (measured.has(number)) {
        const done = new AbortController();
        const writing = lesson.write(place, done.signal);
        const own = () => measureOwn(page, options.ownStrokes);
        const { moves, ends } = await (options.profile && number === pages
          ? server.profile(`${options.profile}-server.cpuprofile`, () =>
              browser.profile(`${options.profile}-page.cpuprofile`, own),
            )
          : own());
        done.abort();
        const { finished, next } = await writing;
        place = next;
        const waits = await Promise.all(
          [...finished].map(async ([colour, at]) => (await painted(page, colour, 5_000)) - at),
        );
        progress(`measured: ${JSON.stringify({ moves: percentile(moves, 0.5), theirs: percentile(waits, 0.5) })}`);
        checkpoints.push({
          page: number,
          strokes: measuredAt,
          move: percentile(moves, 0.5),
          move95: percentile(moves, 0.95),
          end: percentile(ends, 0.5),
          theirs: percentile(waits, 0.5),
          theirs95: percentile(waits, 0.95),
        });
      } else for (let own = 0; own < NOW_AND_THEN; own++) await drawOwn(page, own);
      await page.evaluate(() => Object.assign(window.probe, { painted: {} }));
      await lesson.fill(place, Math.max(strokesPerPage, place + 2));
      await painted(page, LAST_COLOUR);
      const look = { browser: await browser.look(), server: await server.look() };
      grown.push({ page: number, strokes: number * strokesPerPage, ...look });
      progress(
        `page ${number} of ${pages}: ${look.browser.heap.toFixed(1)} MB in the page, ${look.server.heap.toFixed(1)} MB in the server, ${((performance.now() - began) / 1000).toFixed(0)} s`,
      );
    }
    await lesson.lead(false);
  } finally {
    await browser.close();
  }
  const known = await openings(options, session, LAST_COLOUR, true);
  lesson.stop();
  const read = await openings(options, session, LAST_COLOUR, false);
  return { checkpoints, grown, openings: { known, read }, seconds: (performance.now() - began) / 1000 };
}

/** From the click to the board's last stroke, in a browser that has just started. */
async function openings(options: TwoHoursOptions, session: number, colour: string, known: boolean): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < options.openings; round++) {
    const browser = await freshBrowser(options.chromium);
    try {
      await enter(browser, options.origin, session, options.people.third);
      await boardButton(browser.page).click();
      const at = await paintedAndStill(browser.page, colour);
      times.push(at - (await browser.page.evaluate(() => window.probe.clicked)));
    } finally {
      await browser.close();
    }
    options.progress(`opened: ${times.at(-1)?.toFixed(0)} ms (${known ? 'in memory' : 'read again'})`);
  }
  return times;
}
