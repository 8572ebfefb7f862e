import { z } from 'zod';

/**
 * How a page is kept in its Yjs document. The map `elements` has a map for each element, by its id; in that are
 * - `base`: the element as it was first written, without the points of a stroke;
 * - for each property changed since, its value under the property's name, so that changes of different properties of one
 *   element by different people both stay;
 * - `points`, of a stroke (freedraw) only: an array of integers dx, dy, pressure, dx, dy, pressure …, in hundredths of a
 *   unit, each point relative to the rounded one before it; only ever appended to;
 * - `gone`, where a host has cleared the page: the id of that clearing. Restoring deletes it.
 * Removing an element deletes its entry.
 */
export const PAGE_KEYS = { elements: 'elements', base: 'base', points: 'points', gone: 'gone' } as const;
/** How many parts of a unit the points of a stroke are kept in. */
export const POINT_PARTS = 100;

/** In UTF-16 code units. */
export const LONGEST_BOARD_TEXT = 10_000;
export const MOST_LINE_POINTS = 2_000;
export const MOST_STROKE_POINTS = 10_000;

/** How far from the middle of a page, and how large, things can be. */
export const FARTHEST = 10_000_000;
const Coordinate = z.number().min(-FARTHEST).max(FARTHEST);
const Point = z.tuple([Coordinate, Coordinate]);
const ElementId = z.string().min(1).max(64);
const Whole = z.int();
const Text = z.string().max(LONGEST_BOARD_TEXT);
/** A name, a hex number, or rgb()/hsl(): nothing that could fetch. */
const Colour = z
  .string()
  .max(64)
  .regex(/^(#[\da-f]{3,8}|[a-z]+|(rgb|hsl)a?\([\d\s.,%/-]+\))$/i);
/** Where a link leads; what is no http(s) or mailto address is dropped, and the element kept. */
const Link = z
  .string()
  .max(2_000)
  .refine((text) => /^(https?|mailto):/i.test(text) && URL.canParse(text))
  .nullable()
  .catch(null);

const common = {
  id: ElementId,
  x: Coordinate,
  y: Coordinate,
  width: Coordinate,
  height: Coordinate,
  angle: z.number().min(-1_000).max(1_000),
  strokeColor: Colour,
  backgroundColor: Colour,
  fillStyle: z.enum(['hachure', 'cross-hatch', 'solid', 'zigzag']),
  strokeWidth: z.number().min(0).max(1_000),
  strokeStyle: z.enum(['solid', 'dashed', 'dotted']),
  roughness: z.number().min(0).max(10),
  opacity: z.number().min(0).max(100),
  roundness: z
    .object({ type: z.literal([1, 2, 3]), value: z.number().min(0).max(FARTHEST).optional() })
    .nullable()
    .catch(null),
  seed: Whole,
  version: Whole.nonnegative(),
  versionNonce: Whole,
  updated: z.number(),
  /** The place among the others, as a fraction between two neighbours. */
  index: z.string().max(500).nullable().catch(null),
  isDeleted: z.boolean(),
  groupIds: z.array(ElementId).max(100),
  frameId: ElementId.nullable().catch(null),
  boundElements: z
    .array(z.object({ id: ElementId, type: z.enum(['arrow', 'text']) }))
    .max(1_000)
    .nullable()
    .catch(null),
  link: Link,
  locked: z.boolean(),
};

const Binding = z
  .object({
    elementId: ElementId,
    focus: z.number(),
    gap: z.number(),
    fixedPoint: z.tuple([z.number(), z.number()]).nullish(),
  })
  .nullable()
  .catch(null);

const Arrowhead = z
  .enum([
    ...(['arrow', 'bar', 'dot', 'circle', 'circle_outline', 'triangle', 'triangle_outline'] as const),
    ...(['diamond', 'diamond_outline', 'crowfoot_one', 'crowfoot_many', 'crowfoot_one_or_many'] as const),
  ])
  .nullable()
  .catch(null);

const linear = {
  ...common,
  points: z.array(Point).min(1).max(MOST_LINE_POINTS),
  lastCommittedPoint: Point.nullable().catch(null),
  startBinding: Binding,
  endBinding: Binding,
  startArrowhead: Arrowhead,
  endArrowhead: Arrowhead,
};

/**
 * One element as far as it is taken from a document: what is not named here is dropped, and an element of another type
 * (a page within the page, say) is none. The names are Excalidraw's own.
 */
export const BoardElement = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal(['rectangle', 'diamond', 'ellipse']) }),
  z.object({ ...linear, type: z.literal('line') }),
  z.object({
    ...linear,
    type: z.literal('arrow'),
    elbowed: z.boolean().catch(false),
    fixedSegments: z
      .array(z.object({ start: Point, end: Point, index: Whole }))
      .max(MOST_LINE_POINTS)
      .nullish(),
    startIsSpecial: z.boolean().nullish(),
    endIsSpecial: z.boolean().nullish(),
  }),
  z.object({
    ...common,
    type: z.literal('freedraw'),
    points: z.array(Point).max(MOST_STROKE_POINTS),
    pressures: z.array(z.number().min(0).max(1)).max(MOST_STROKE_POINTS),
    simulatePressure: z.boolean(),
    lastCommittedPoint: Point.nullable().catch(null),
  }),
  z.object({
    ...common,
    type: z.literal('text'),
    text: Text,
    originalText: Text,
    fontSize: z.number().positive().max(10_000),
    fontFamily: z.int().min(1).max(20),
    textAlign: z.enum(['left', 'center', 'right']),
    verticalAlign: z.enum(['top', 'middle', 'bottom']),
    containerId: ElementId.nullable().catch(null),
    autoResize: z.boolean().catch(true),
    lineHeight: z.number().positive().max(10),
  }),
  z.object({
    ...common,
    type: z.literal('image'),
    /** The picture's id among the session's board files. */
    fileId: z.uuid().nullable(),
    status: z.enum(['pending', 'saved', 'error']),
    scale: z.tuple([z.number().min(-1).max(1), z.number().min(-1).max(1)]),
    crop: z
      .object({
        x: Coordinate,
        y: Coordinate,
        width: Coordinate,
        height: Coordinate,
        naturalWidth: Coordinate,
        naturalHeight: Coordinate,
      })
      .nullable()
      .catch(null),
  }),
  z.object({ ...common, type: z.literal('frame'), name: z.string().max(200).nullable() }),
]);
export type BoardElement = z.infer<typeof BoardElement>;

/** The element as far as it may be shown; null where it may not. */
export function readElement(found: unknown): BoardElement | null {
  const { data } = BoardElement.safeParse(found);
  return data ? withinReach(data) : null;
}

/** Up to this size a shape is filled with a pattern, and drawn with dashes. */
const LARGEST_PATTERN = 20_000;
const LONGEST_DASHES = 100_000;
/** A pattern is made line by line, and each line crosses the outline's points: so many of both together. */
const MOST_PATTERN_STEPS = 4_000_000;
/** The lines of a pattern stand a few of these apart. */
const THINNEST_PATTERN = 0.5;

/**
 * The element with plain instead of patterned areas and lines where the pattern would be so large that making it would
 * hold up every browser that shows it, for minutes.
 */
export function withinReach<Element extends BoardElement>(element: Element): Element {
  const { fillStyle, strokeStyle, strokeWidth, width, height } = element;
  const points = 'points' in element ? element.points : [];
  const size = Math.max(Math.abs(width), Math.abs(height), sizeOf(points));
  const patterned =
    strokeWidth >= THINNEST_PATTERN && size <= LARGEST_PATTERN && size * points.length <= MOST_PATTERN_STEPS;
  const [fill, stroke] = [patterned ? fillStyle : 'solid', size <= LONGEST_DASHES ? strokeStyle : 'solid'];
  return fill === fillStyle && stroke === strokeStyle ? element : { ...element, fillStyle: fill, strokeStyle: stroke };
}

/** How far the points are from where they begin, at most. */
function sizeOf(points: readonly (readonly [number, number])[]): number {
  return points.reduce((most, [x, y]) => Math.max(most, Math.abs(x), Math.abs(y)), 0);
}
