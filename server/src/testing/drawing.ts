import { PAGE_KEYS, pageDocument } from '@lectern/contract';
import { expect } from 'vitest';
import * as Y from 'yjs';
import { openDocumentClient } from './document-client.ts';
import type { Person } from './test-app.ts';

const PATIENCE = { timeout: 20_000 };

/** Draws one element on a page of the board, and goes once the server has it. */
export async function drawOn(origin: string, person: Person, page_id: number, element: string): Promise<void> {
  const client = openDocumentClient(origin, person.cookie, pageDocument(page_id));
  try {
    await expect.poll(() => client.synced, PATIENCE).toBe(true);
    const acks = client.acks;
    addElement(client.doc, element);
    await expect.poll(() => client.acks, PATIENCE).toBeGreaterThan(acks);
  } finally {
    client.cut();
  }
}

export function addElement(doc: Y.Doc, id: string): void {
  const base = { id, type: 'rectangle' };
  doc.getMap(PAGE_KEYS.elements).set(id, new Y.Map([[PAGE_KEYS.base, base]]));
}

/** The elements that a page shows, by their ids. */
export function shownOn(doc: Y.Doc): string[] {
  const elements = doc.getMap<Y.Map<unknown>>(PAGE_KEYS.elements);
  return [...elements].flatMap(([id, element]) => (element.has(PAGE_KEYS.gone) ? [] : [id])).sort();
}
