import type { SceneElement } from './page-element.ts';

/** What there is on a page, for those who do not see it. */
export interface PageContents {
  /** From the top to the bottom, as one reads. */
  readonly texts: readonly { id: string; text: string }[];
  readonly counts: readonly { thing: Thing; count: number }[];
}

const THINGS = ['freedraw', 'shape', 'line', 'text', 'image', 'frame'] as const;
export type Thing = (typeof THINGS)[number];

const THING_OF: Readonly<Record<string, Thing>> = {
  freedraw: 'freedraw',
  rectangle: 'shape',
  diamond: 'shape',
  ellipse: 'shape',
  line: 'line',
  arrow: 'line',
  text: 'text',
  image: 'image',
  frame: 'frame',
};

export function contentsOf(elements: readonly SceneElement[]): PageContents {
  const counts = new Map<Thing, number>();
  const texts: { id: string; text: string; x: number; y: number }[] = [];
  for (const element of elements) {
    const thing = THING_OF[element.type];
    if (element.isDeleted || !thing) continue;
    counts.set(thing, (counts.get(thing) ?? 0) + 1);
    const { text, name, x, y } = valuesOf(element);
    const words = element.type === 'frame' ? name : text;
    if (typeof words === 'string' && words.trim()) texts.push({ id: element.id, text: words, x: at(x), y: at(y) });
  }
  texts.sort((one, other) => one.y - other.y || one.x - other.x);
  return {
    texts: texts.map(({ id, text }) => ({ id, text })),
    counts: THINGS.flatMap((thing) => {
      const count = counts.get(thing);
      return count ? [{ thing, count }] : [];
    }),
  };
}

const valuesOf = (element: object): Readonly<Record<string, unknown>> => ({ ...element });
const at = (value: unknown) => (typeof value === 'number' ? value : 0);
