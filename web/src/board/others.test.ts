import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { collaboratorsOf, withOthers } from './others.ts';

function anAwareness(states: Record<number, Record<string, unknown>>) {
  const awareness = new Awareness(new Y.Doc());
  for (const [client, state] of Object.entries(states)) awareness.states.set(Number(client), state);
  const others = withOthers(new Map(), awareness, awareness.getStates().keys());
  awareness.destroy();
  return others;
}

const names = (account_id: number) => `Person ${account_id}`;

test('a pointer is shown with the name of whose it is, as the view has it', () => {
  const others = anAwareness({ 7: { user: { id: 3 }, pointer: { x: 1, y: 2, tool: 'laser' }, button: 'down' } });
  const [shown] = collaboratorsOf(others, names).values();
  expect(shown).toMatchObject({ username: 'Person 3', pointer: { x: 1, y: 2, tool: 'laser' }, button: 'down' });
});

test('nobody is shown of whom the server does not say who it is, and no name that comes by the wire', () => {
  const others = anAwareness({
    7: { pointer: { x: 1, y: 2, tool: 'pointer' } },
    8: { user: { id: 3, name: 'Ines' }, pointer: { x: 1, y: 2, tool: 'pointer' } },
    9: { user: { id: 3 }, pointer: { x: 'far', y: 2, tool: 'pointer' } },
  });
  expect(collaboratorsOf(others, names).size).toBe(0);
});
