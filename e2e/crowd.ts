import { randomUUID } from 'node:crypto';
import { type APIRequestContext, request } from '@playwright/test';
import { expect, type Person } from './fixtures.ts';
import type { Site } from './site.ts';

/** How many of them knock at once. */
const AT_ONCE = 4;

/** So many more people in a running session, by the API alone: they are in the list, and send nothing. Their names. */
export async function crowd(site: Site, host: Person, id: number, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `Person ${index + 1}`);
  const waiting = [...names];
  async function letIn(): Promise<void> {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await join(site, host, id, name);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, letIn));
  return names.map((name) => `${name} Test`);
}

async function join(site: Site, host: Person, id: number, first_name: string): Promise<void> {
  const api = await request.newContext({ baseURL: site.origin });
  const username = `u${randomUUID().slice(0, 8)}`;
  const password = `${username} has a password`;
  const email = `${username}@example.org`;
  await ok(api, '/api/auth/sign-up/email', { email, password, username, first_name, last_name: 'Test' });
  const booking = await ok(api, `/api/sessions/${id}/bookings/`);
  await ok(host.api, `/api/bookings/${booking.id}/approve/`);
  await ok(api, `/api/sessions/${id}/join_live/`);
  await api.dispose();
}

async function ok(api: APIRequestContext, path: string, data?: object) {
  const answer = await api.post(path, data ? { data } : {});
  expect(answer.ok(), `${path}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true);
  return answer.json();
}
