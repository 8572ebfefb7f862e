import type { DragEvent } from 'react';

/** The kind of what is dragged: nothing else can be dropped on a room. */
const PERSON = 'application/x-lectern-person';

export function dragPerson(event: DragEvent, account_id: number): void {
  event.dataTransfer.setData(PERSON, String(account_id));
  event.dataTransfer.effectAllowed = 'move';
}

export const isPersonDragged = ({ dataTransfer }: DragEvent): boolean => dataTransfer.types.includes(PERSON);

export function droppedPerson({ dataTransfer }: DragEvent): number | null {
  const text = dataTransfer.getData(PERSON);
  return text === '' ? null : Number(text);
}
