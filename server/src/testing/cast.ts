import { expect } from 'vitest';
import type { Role, State } from './access-table.ts';
import type { Person, TestApp } from './test-app.ts';

/** One person for each column of the table of who may; null for who is signed out. */
export type Cast = Record<Exclude<Role, 'signed out'>, Person> & { 'signed out': null };

export async function newCast(t: TestApp): Promise<Cast> {
  const admin = await t.newPerson('Anna');
  await t.db.orm.execute(`update account set is_admin = true where id = ${admin.id}`);
  return {
    'signed out': null,
    stranger: await t.newPerson('Sten'),
    pending: await t.newPerson('Petra'),
    rejected: await t.newPerson('Rolf'),
    approved: await t.newPerson('Alma'),
    creator: await t.newPerson('Carla'),
    admin,
  };
}

/** What a row of the table is tried on: a fresh session, and the booking of the pending person. */
export interface Scene {
  id: number;
  booking_id: number;
}

/** A fresh session in this state, with the bookings that the cast's names say. */
export async function stage(t: TestApp, cast: Cast, state: State): Promise<Scene> {
  if (state === '-') return { id: 0, booking_id: 0 };
  if (state === 'hidden') return { id: await newHiddenSession(t, cast), booking_id: 0 };
  const { id } = await t.newSession(cast.creator);
  const ask = async (person: Person): Promise<number> =>
    (await succeed(t, person, `/api/sessions/${id}/bookings/`, { message: `from ${person.username}` })).id;
  const booking_id = await ask(cast.pending);
  await succeed(t, cast.creator, `/api/bookings/${await ask(cast.rejected)}/reject/`);
  await succeed(t, cast.creator, `/api/bookings/${await ask(cast.approved)}/approve/`);
  if (state !== 'scheduled') await succeed(t, cast.creator, `/api/sessions/${id}/start/`);
  if (state === 'joined') await succeed(t, cast.approved, `/api/sessions/${id}/join_live/`);
  return { id, booking_id };
}

/** A session that waits for an admin: nobody else may know of it. */
export async function newHiddenSession(t: TestApp, { admin, creator }: Pick<Cast, 'admin' | 'creator'>) {
  const choose = (sessions_need_approval: boolean) =>
    t.request(admin, 'PATCH', '/api/site/', { sessions_need_approval });
  await choose(true);
  const { id, status } = await t.newSession(creator, { title: 'A secret plan' });
  expect(status).toBe('pending_approval');
  await choose(false);
  return id;
}

async function succeed(t: TestApp, person: Person, url: string, body?: unknown) {
  const answer = await t.request(person, 'POST', url, body);
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}
