import type { Person, TestApp } from './test-app.ts';

export interface Room {
  id: number;
  host: Person;
  amir: Person;
  lotte: Person;
  waiting: Person;
  /** All of these, an admin and a stranger. */
  onlookers: Person[];
}

/** A running class with two learners inside and one outside. */
export async function newRoom(t: TestApp): Promise<Room> {
  const { id, creator: host, learners } = await t.newClass({ learners: 3 });
  const [amir = host, lotte = host, waiting = host] = learners;
  const admin = await t.newPerson('Anna');
  await t.db.orm.execute(`update account set is_admin = true where id = ${admin.id}`);
  await t.request(host, 'POST', `/api/sessions/${id}/start/`);
  for (const person of [amir, lotte]) await t.request(person, 'POST', `/api/sessions/${id}/join_live/`);
  return { id, host, amir, lotte, waiting, onlookers: [host, amir, lotte, waiting, admin, await t.newPerson('Sten')] };
}
