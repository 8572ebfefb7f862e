import {
  type BoardElement,
  LONGEST_BOARD_TEXT,
  MOST_LINE_POINTS,
  PAGE_KEYS,
  readElement,
  withinReach,
} from '@lectern/contract';
import * as Y from 'yjs';
import { isIndex } from './element-order.ts';
import { packPoints, type Stroke, samePoints, strokeSize, unpackPoints } from './stroke-points.ts';

/** An element of a scene, as far as it is looked at here. Excalidraw changes some of them in place. */
export interface SceneElement {
  readonly id: string;
  readonly type: string;
  /** Different after each change. */
  readonly version: number;
  readonly versionNonce: number;
  readonly isDeleted: boolean;
  readonly index: string | null;
}

type Values = Readonly<Record<string, unknown>>;
export type Elements = Y.Map<unknown>;

/** What each browser has for itself, or what other things say already. */
const OWN = new Set(['id', 'version', 'versionNonce', 'updated', 'isDeleted', 'lastCommittedPoint', 'customData']);
const OF_STROKES = new Set(['points', 'pressures', 'width', 'height']);
const SHARED = new Set(['rectangle', 'diamond', 'ellipse', 'line', 'arrow', 'freedraw', 'text', 'image', 'frame']);

/** What goes without saying: an element is written without what is so. */
const USUAL: Values = {
  angle: 0,
  width: 0,
  height: 0,
  strokeColor: '#1e1e1e',
  backgroundColor: 'transparent',
  fillStyle: 'solid',
  strokeWidth: 2,
  strokeStyle: 'solid',
  roughness: 1,
  opacity: 100,
  roundness: null,
  seed: 1,
  index: null,
  groupIds: [],
  frameId: null,
  boundElements: null,
  link: null,
  locked: false,
};

const valuesOf = (element: object): Values => ({ ...element });

/** Whether there are such elements on our pages at all: there are none that show something from elsewhere. */
export const isShareable = ({ type }: { readonly type: string }): boolean => SHARED.has(type);

/** Whether others are to see it: it is of a kind that is shared, and there is something to see. */
export function isWorthSharing(element: SceneElement): boolean {
  if (element.isDeleted || !isShareable(element)) return false;
  const { points, width, height, text } = valuesOf(element);
  if (Array.isArray(points)) return points.length > 1;
  if (element.type === 'text') return text !== '';
  return width !== 0 || height !== 0;
}

/** Writes an element that is not on the page yet. */
export function writeNew(elements: Elements, element: SceneElement): void {
  const entry = new Y.Map<unknown>();
  const base: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(element)) {
    if (isShared(element, key, value) && !sameValue(value, USUAL[key])) base[key] = bounded(key, value);
  }
  entry.set(PAGE_KEYS.base, base);
  if (element.type === 'freedraw') entry.set(PAGE_KEYS.points, Y.Array.from(packPoints(strokeOf(element), 0)));
  elements.set(element.id, entry);
}

/** Writes what is different from before, and nothing else. */
export function writeChanges(entry: Y.Map<unknown>, before: SceneElement, after: SceneElement): void {
  const values = valuesOf(before);
  for (const [key, value] of Object.entries(after)) {
    if (isShared(after, key, value) && !sameValue(value, values[key])) entry.set(key, bounded(key, value));
  }
  if (after.type === 'freedraw') writePoints(entry, strokeOf(before), strokeOf(after));
}

function writePoints(entry: Y.Map<unknown>, before: Stroke, after: Stroke): void {
  if (before.points === after.points && before.pressures === after.pressures) return;
  const same = samePoints(before, after);
  const [had, has] = [before.points.length, after.points.length];
  if (same === had && same === has) return;
  const points = entry.get(PAGE_KEYS.points);
  // Made of other points, as by stretching it. Two who do so at once must not get both one after the other.
  if (!(points instanceof Y.Array) || points.length !== had * 3 || had - same > 1) {
    entry.set(PAGE_KEYS.points, Y.Array.from(packPoints(after, 0)));
    return;
  }
  // Letting go near the beginning moves the last point there.
  if (had > same) points.delete(same * 3, (had - same) * 3);
  if (has > same) points.push(packPoints(after, same));
}

/** The element of a page, as far as it may be shown; null where there is none. */
export function readEntry(id: string, entry: unknown): BoardElement | null {
  if (!(entry instanceof Y.Map) || entry.has(PAGE_KEYS.gone)) return null;
  const base = entry.get(PAGE_KEYS.base);
  if (typeof base !== 'object' || base === null) return null;
  const found: Record<string, unknown> = { ...USUAL, ...base };
  for (const [key, value] of entry.entries()) if (key !== PAGE_KEYS.base) found[key] = value;
  Object.assign(found, { id, version: 1, versionNonce: 0, updated: 1, isDeleted: false, lastCommittedPoint: null });
  if (typeof found.index === 'string' && !isIndex(found.index)) found.index = null;
  return found.type === 'freedraw' ? readStroke(found) : readElement(found);
}

/** The points are looked at one by one beforehand: by a schema that would take as long as all the rest together. */
function readStroke(found: Record<string, unknown>): BoardElement | null {
  const packed = found.points;
  const stroke = packed instanceof Y.Array ? unpackPoints(packed.toArray(), found.simulatePressure === true) : null;
  if (!stroke) return null;
  const element = readElement({ ...found, ...strokeSize(stroke.points), points: [], pressures: [] });
  if (element?.type !== 'freedraw') return null;
  const points = stroke.points.map(([x, y]): [number, number] => [x, y]);
  return withinReach({ ...element, points, pressures: [...stroke.pressures] });
}

function isShared(element: SceneElement, key: string, value: unknown): boolean {
  return value !== undefined && !OWN.has(key) && !(element.type === 'freedraw' && OF_STROKES.has(key));
}

/** What is longer than others would take is cut: better than that they do not see it at all. */
function bounded(key: string, value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, LONGEST_BOARD_TEXT);
  return key === 'points' && Array.isArray(value) ? value.slice(0, MOST_LINE_POINTS) : value;
}

function strokeOf(element: SceneElement): Stroke {
  const { points, pressures, simulatePressure } = valuesOf(element);
  return {
    points: Array.isArray(points) ? points : [],
    pressures: Array.isArray(pressures) ? pressures : [],
    simulatePressure: simulatePressure === true,
  };
}

/** Whether two pieces of JSON are the same. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  if (keys.length !== others.length || Array.isArray(one) !== Array.isArray(other)) return false;
  const [values, theirs]: [Values, Values] = [valuesOf(one), valuesOf(other)];
  return keys.every((key) => sameValue(values[key], theirs[key]));
}
