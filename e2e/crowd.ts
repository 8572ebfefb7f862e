import { randomUUID } from 'node:crypto';
import { type APIRequestContext, request } from '@playwright/test';
import { expect, type Person } from './fixtures.ts';
import type { Site } from './site.ts';

/** How many of them come in at once. */
const AT_ONCE = 4;

/** Somebody in the room by the API alone: in the list, without a browser, and sending nothing. */
export interface Listed {
  name: string;
  api: APIRequestContext;
}

/** So many more people in a running session, in no certain order. */
export async function crowd(site: Site, host: Person, id: number, count: number): Promise<Listed[]> {
  const waiting = Array.from({ length: count }, (_, index) => `Person ${index + 1}`);
  const inside: Listed[] = [];
  async function letIn(): Promise<void> {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      inside.push(await join(site, host, id, name));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, letIn));
  return inside;
}

async function join(site: Site, host: Person, id: number, first_name: string): Promise<Listed> {
  const api = await request.newContext({ baseURL: site.origin });
  const username = `u${randomUUID().slice(0, 8)}`;
  const password = `${username} has a password`;
  const email = `${username}@example.org`;
  await post(api, '/api/auth/sign-up/email', { email, password, username, first_name, last_name: 'Test' });
  const booking = await post(api, `/api/sessions/${id}/bookings/`);
  await post(host.api, `/api/bookings/${booking.id}/approve/`);
  await post(api, `/api/sessions/${id}/join_live/`);
  return { name: `${first_name} Test`, api };
}

/** A command by the API that is to succeed. */
export async function post(api: APIRequestContext, path: string, data?: object) {
  const answer = await api.post(path, data ? { data } : {});
  expect(answer.ok(), `${path}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true);
  return answer.json();
}
