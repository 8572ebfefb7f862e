import { expect } from 'vitest';
import type { Person, TestApp } from './test-app.ts';

/** Walks a list by its cursors, from the first page to the last. Every page but the last is full. */
export async function walk<Item>(t: TestApp, person: Person, url: string, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const separator = url.includes('?') ? '&' : '?';
    const answer = await t.request(person, 'GET', `${url}${separator}limit=${limit}${more}`);
    expect(answer.statusCode, answer.body).toBe(200);
    const page: { items: Item[]; next: string | null } = answer.json();
    expect(page.items.length).toBeLessThanOrEqual(limit);
    if (page.next !== null) expect(page.items).toHaveLength(limit);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}
