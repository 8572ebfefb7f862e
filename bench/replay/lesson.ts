import type { Member } from '../lectern/class.ts';
import { createHand, type HandStroke, SHEET } from './handwriting.ts';
import { openPen, type Pen } from './pen.ts';

/** The two who write, and what a page of theirs is filled with. */
export interface Lesson {
  pens: readonly [Pen, Pen];
  addPage: () => Promise<number>;
  /** The host's pen turns to it and everybody follows. */
  openPage: (page_id: number) => Promise<void>;
  lead: (on: boolean) => Promise<void>;
  /** Writes the strokes from one place of the page to another, by both pens at once, as fast as the server confirms them. */
  fill: (from: number, to: number) => Promise<void>;
  /** Both write at the speed of a hand until they are stopped. */
  write: (from: number, until: AbortSignal) => Promise<Written>;
  stop: () => void;
}

export interface Written {
  /** When each stroke was finished, by its colour, which no other has. */
  finished: Map<string, number>;
  /** The next free place on the page. */
  next: number;
}

export const PEN_COLOURS = ['#e03131', '#1971c2'] as const;
/** The last stroke of a page that is filled: when it is painted, all that lies below it is too. */
export const LAST_COLOUR = '#010203';

/** In how many changes a stroke is sent when it goes fast; the web app sends one every 40 ms. */
const CHANGES_FAST = 4;
const CHANGES = 12;
/** Milliseconds: between two changes of a stroke, and between two strokes. */
const PAUSE = 40;
const REST = 500;

export async function openLesson(origin: string, session: number, host: Member, second: Member): Promise<Lesson> {
  const hand = createHand(6);
  const [one, other] = await Promise.all([penOf(host, true, 0), penOf(second, false, 1)]);
  const pens = [one, other] as const;
  const rooted = `/api/sessions/${session}/board/`;
  let unique = 0;

  async function penOf(member: Member, pressure: boolean, number: number): Promise<Pen> {
    const { cookies } = await member.api.storageState();
    const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    return openPen({ origin, cookie, pressure, hand: number });
  }

  function strokeAt(place: number): HandStroke {
    // What comes after the last row is written over the first ones.
    const at = place % (SHEET.columns * SHEET.rows);
    return hand({ column: at % SHEET.columns, row: Math.floor(at / SHEET.columns) });
  }

  return {
    pens,
    async addPage() {
      const answer = await host.api.post(`${rooted}pages/`, { data: {} });
      if (!answer.ok()) throw new Error(await answer.text());
      return Number((await answer.json()).id);
    },
    async openPage(page_id) {
      await Promise.all(pens.map((pen) => pen.turnTo(page_id)));
      await host.api.post(`${rooted}pages/${page_id}/open/`);
      const { width, height } = SHEET;
      one.show({ view: { x: width / 2, y: height / 2, zoom: 1, width, height } });
    },
    async lead(on) {
      const answer = await host.api.post(`${rooted}lead/`, { data: { on } });
      if (!answer.ok()) throw new Error(await answer.text());
    },
    async fill(from, to) {
      await Promise.all(
        pens.map(async (pen, number) => {
          for (let place = from + number; place < to; place += 2) {
            const colour = place === to - 1 ? LAST_COLOUR : (PEN_COLOURS[number] ?? '');
            await pen.draw(strokeAt(place), { colour, place }, CHANGES_FAST, 0);
          }
          await pen.confirmed(0);
        }),
      );
    },
    async write(from, until) {
      const finished = new Map<string, number>();
      let next = from;
      await Promise.all(
        pens.map(async (pen) => {
          while (!until.aborted) {
            unique += 1;
            const place = next++;
            const colour = `#0${(0x10_0000 + unique).toString(16).slice(-5)}`;
            finished.set(colour, await pen.draw(strokeAt(place), { colour, place }, CHANGES, PAUSE));
            await new Promise((resolve) => setTimeout(resolve, REST));
          }
          await pen.confirmed(0);
        }),
      );
      return { finished, next };
    },
    stop() {
      for (const pen of pens) pen.close();
    },
  };
}

/** Places for so many strokes that lie as close as on one screen, on as much of the page as that takes. */
export function wideStrokes(count: number): HandStroke[] {
  const hand = createHand(7);
  const columns = Math.ceil(Math.sqrt((count * SHEET.columns) / SHEET.rows));
  const strokes = Array.from({ length: count }, (_, at) =>
    hand({ column: at % columns, row: Math.floor(at / columns) }),
  );
  // The uppermost lies in the middle, where it is in sight however far away one looks from.
  const { x, y } = strokes[Math.floor(count / 2 + columns / 2)] ?? { x: 0, y: 0 };
  return strokes.map((stroke, at) => (at === count - 1 ? { ...stroke, x, y } : stroke));
}
