import { expect } from 'vitest';
import type { Person, TestApp } from './test-app.ts';

async function send(t: TestApp, person: Person, method: 'POST' | 'PATCH', url: string, body: object) {
  const answer = await t.request(person, method, url, body);
  expect(answer.statusCode, `${url}: ${answer.body}`).toBeLessThan(300);
  return answer.json();
}

/** Breakouts of a running session that are open, and where everybody chooses; their ids. */
export async function openRooms(t: TestApp, session_id: number, host: Person, names: string[]): Promise<number[]> {
  const session = `/api/sessions/${session_id}`;
  const { rooms } = await send(t, host, 'POST', `${session}/breakouts/`, { names });
  await send(t, host, 'PATCH', `${session}/breakout_settings/`, { may_choose: true });
  await send(t, host, 'POST', `${session}/open_breakouts/`, { seconds: null });
  return rooms.map(({ id }: { id: number }) => id);
}

/** To a breakout, or with null to the main room. */
export async function moveTo(t: TestApp, session_id: number, person: Person, breakout_id: number | null) {
  await send(t, person, 'POST', `/api/sessions/${session_id}/move/`, { breakout_id });
}
