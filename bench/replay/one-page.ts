import type { Member } from '../lectern/class.ts';
import { begin, planClass } from '../lectern/class.ts';
import { percentile } from '../load/numbers.ts';
import type { BareBoard } from './bare-board.ts';
import { type FreshBrowser, freshBrowser, measureOwn, paintedAndStill, takePen } from './board-page.ts';
import { LAST_COLOUR, openLesson, PEN_COLOURS, wideStrokes } from './lesson.ts';
import { boardButton, enter } from './live-board.ts';

export interface OnePageOptions {
  origin: string;
  chromium: string;
  bare: BareBoard;
  people: { host: Member; second: Member; third: Member };
  sizes: number[];
  ownStrokes: number;
  /** Where the profiles go, if they are wanted: of opening a page and writing on it. */
  profile: string | null;
  progress: (what: string) => void;
}

export interface FullPage {
  name: string;
  strokes: number;
  /** MB; null where there is no document. */
  document: number | null;
  opening: number;
  move: number;
  move95: number;
  end: number;
  heap: number;
  process: number;
}

/** So many strokes go into one change. */
const TOGETHER = 100;

/** One page with ever more strokes, in Lectern and in a bare Excalidraw. */
export async function onePage(options: OnePageOptions): Promise<FullPage[]> {
  const { origin, people, bare, progress } = options;
  const session = await planClass(people.host, [people.second, people.third], 'One page');
  await begin(session, people.host, [people.second]);
  const lesson = await openLesson(origin, session, people.host, people.second);
  const found: FullPage[] = [];
  for (const size of options.sizes) {
    const strokes = wideStrokes(size).map((stroke, place) => {
      const colour = place === size - 1 ? LAST_COLOUR : (PEN_COLOURS[place % 2] ?? '');
      return [stroke, { colour, place }] as const;
    });
    bare.show(strokes);
    await lesson.openPage(await lesson.addPage());
    const [pen] = lesson.pens;
    for (let at = 0; at < size; at += TOGETHER) await pen.drawAtOnce(strokes.slice(at, at + TOGETHER));
    const document = pen.size() / 1024 / 1024;
    const ours = async (browser: FreshBrowser) => {
      await enter(browser, origin, session, people.third);
      await boardButton(browser.page).click();
    };
    const theirs = async ({ page }: FreshBrowser) => {
      await page.goto(bare.origin);
      await page.getByRole('button', { name: 'Board', exact: true }).click();
    };
    found.push({ name: 'Lectern', strokes: size, document, ...(await measure(options, `ours-${size}`, ours)) });
    progress(JSON.stringify(found.at(-1)));
    found.push({
      name: 'bare Excalidraw',
      strokes: size,
      document: null,
      ...(await measure(options, `bare-${size}`, theirs)),
    });
    progress(JSON.stringify(found.at(-1)));
  }
  lesson.stop();
  return found;
}

async function measure(options: OnePageOptions, name: string, open: (browser: FreshBrowser) => Promise<void>) {
  const browser = await freshBrowser(options.chromium);
  const { page } = browser;
  const profiled = <Result>(what: string, work: () => Promise<Result>) =>
    options.profile ? browser.profile(`${options.profile}-${name}-${what}.cpuprofile`, work) : work();
  try {
    const opening = await profiled('opening', async () => {
      await open(browser);
      const opened = await paintedAndStill(page, LAST_COLOUR);
      return opened - (await page.evaluate(() => window.probe.clicked));
    });
    await takePen(page);
    const { moves, ends } = await profiled('writing', () => measureOwn(page, options.ownStrokes));
    const { heap, process } = await browser.look();
    const own = { move: percentile(moves, 0.5), move95: percentile(moves, 0.95), end: percentile(ends, 0.5) };
    return { opening, ...own, heap, process };
  } finally {
    await browser.close();
  }
}
