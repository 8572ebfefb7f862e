import { PAGE_KEYS } from '@lectern/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { PageBinding } from './page-binding.ts';
import { anElement, aStroke, FakeScene, HandRhythm } from './testing.ts';

const CLIENTS = 5;

/** A server that has the page, and five people who draw on it over lines that are slow and break. */
class Class {
  readonly server = new Y.Doc();
  readonly people = Array.from({ length: CLIENTS }, (_, number) => new Person(this, number));

  constructor() {
    this.server.on('update', (update: Uint8Array, origin: unknown) => {
      for (const person of this.people) if (person !== origin && person.connected) person.coming.push(update);
    });
  }

  /** Everybody lets go and is connected, and all that is under way arrives. Nothing new may come of that for ever. */
  settle(): void {
    for (const person of this.people) {
      person.scene.holding.clear();
      person.connect();
    }
    for (let round = 0; round < 20; round++) {
      for (const person of this.people) person.settle();
      if (this.people.every((person) => person.isQuiet)) return;
      for (const person of this.people) while (!person.isQuiet) person.pass(1);
    }
    throw new Error('It never comes to rest');
  }
}

class Person {
  readonly #class: Class;
  readonly #number: number;
  readonly doc = new Y.Doc();
  readonly scene = new FakeScene();
  readonly rhythm: HandRhythm;
  readonly binding: PageBinding;
  readonly coming: Uint8Array[] = [];
  readonly going: Uint8Array[] = [];
  connected = true;
  #made = 0;

  constructor(where: Class, number: number) {
    this.#class = where;
    this.#number = number;
    // The same few digits for all by turns: so that two often come to the very same place.
    this.rhythm = new HandRhythm(() => (this.#made % 2) / 2);
    this.binding = new PageBinding(this.doc, this.scene, this.rhythm, true);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'network' && this.connected) this.going.push(update);
    });
  }

  get isQuiet(): boolean {
    return this.coming.length === 0 && this.going.length === 0;
  }

  settle(working = false): void {
    this.binding.onScene(working);
    this.rhythm.passMoment();
    this.rhythm.passFrame();
  }

  disconnect(): void {
    this.connected = false;
    this.coming.length = 0;
    this.going.length = 0;
  }

  connect(): void {
    if (this.connected) return;
    this.connected = true;
    const { server } = this.#class;
    this.coming.push(Y.encodeStateAsUpdate(server, Y.encodeStateVector(this.doc)));
    this.going.push(Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server)));
  }

  pass(count: number): void {
    for (const update of this.going.splice(0, count)) Y.applyUpdate(this.#class.server, update, this);
    for (const update of this.coming.splice(0, count)) Y.applyUpdate(this.doc, update, 'network');
  }

  make(stroke: boolean): void {
    this.#made += 1;
    const id = `${this.#number}-${this.#made}`;
    this.scene.add(
      stroke
        ? aStroke(id, [
            [0, 0],
            [1.005, 2.337],
          ])
        : anElement(id),
    );
    this.scene.holding.add(id);
  }

  pick(at: number) {
    return this.scene.list[at % Math.max(1, this.scene.list.length)];
  }
}

type Act = (person: Person) => void;

const small = fc.nat(40);
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.boolean().map(
    (stroke): Act =>
      (person) =>
        person.make(stroke),
  ),
  fc.tuple(small, fc.integer({ min: -900, max: 900 })).map(
    ([at, x]): Act =>
      (person) => {
        const element = person.pick(at);
        if (element) person.scene.change(element.id, { x: x / 7, strokeColor: `#0000${String(10 + (at % 80))}` });
      },
  ),
  fc.tuple(small, fc.array(fc.tuple(fc.double({ min: -500, max: 500, noNaN: true }), small), { maxLength: 5 })).map(
    ([at, more]): Act =>
      (person) => {
        const element = person.pick(at);
        if (element?.type !== 'freedraw' || !('points' in element) || !Array.isArray(element.points)) return;
        person.scene.holding.add(element.id);
        person.scene.change(element.id, { points: [...element.points, ...more] });
      },
  ),
  // Put on top of all.
  small.map(
    (at): Act =>
      (person) => {
        const element = person.pick(at);
        if (!element) return;
        person.scene.list = [...person.scene.list.filter((one) => one !== element), element];
        person.scene.putIndicesRight();
      },
  ),
  small.map(
    (at): Act =>
      (person) => {
        const element = person.pick(at);
        if (element) person.scene.change(element.id, { isDeleted: !element.isDeleted });
      },
  ),
  small.map(
    (at): Act =>
      (person) => {
        const element = person.pick(at);
        if (element) person.scene.holding.add(element.id);
      },
  ),
  fc.constant<Act>((person) => person.scene.holding.clear()),
  fc.constant<Act>((person) => person.rhythm.passFrame()),
  fc.constant<Act>((person) => person.rhythm.passMoment()),
  fc.constant<Act>((person) => person.disconnect()),
  fc.constant<Act>((person) => person.connect()),
);

/** Most of what somebody does reaches the others soon. */
const step = fc.tuple(fc.nat(CLIENTS - 1), act, fc.nat(3), fc.boolean());

/** What is seen of a scene, to the precision that points are kept in. */
function seen({ scene }: Person) {
  return scene.visible.map((element) => {
    const { version, versionNonce, updated, index, width, height, ...shown }: Record<string, unknown> = { ...element };
    if (element.type !== 'freedraw') return { ...shown, width, height };
    const points = Array.isArray(shown.points) ? shown.points : [];
    return { ...shown, points: points.map(([x, y]: [number, number]) => [hundredths(x), hundredths(y)]) };
  });
}

const hundredths = (value: number) => Math.round(value * 100) / 100 + 0;

test('five people who draw at random over lines that are slow and break see the same at the end', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 300, size: 'max' }), (steps) => {
      const all = new Class();
      for (const [number, perform, passing, working] of steps) {
        const person = all.people[number];
        if (!person) continue;
        perform(person);
        if (passing > 0) person.settle(working);
        for (const one of all.people) if (one === person || passing > 1) one.pass(passing);
      }
      all.settle();
      const [first, ...others] = all.people;
      if (!first) return;
      for (const other of others) expect(seen(other)).toEqual(seen(first));
      expect(first.scene.visible.map(({ id }) => id).sort()).toEqual(
        [...all.server.getMap(PAGE_KEYS.elements).keys()].sort(),
      );
    }),
    { numRuns: 100, endOnFailure: true },
  );
});
