import { BreakoutsView, SessionView } from '@lectern/contract';
import type { LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import { mainRoom } from '#media/engine.ts';
import type { Person, TestApp } from './test-app.ts';

export type BreakoutClass = Awaited<ReturnType<typeof newBreakoutClass>>;

/** A running class of three learners, all inside and connected, with two rooms that are not open. */
export async function newBreakoutClass(t: TestApp) {
  const { id, creator: host, learners } = await t.newClass({ learners: 3 });
  const [amir = host, lotte = host, noor = host] = learners;

  const send = (person: Person, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object) =>
    t.request(person, method, `/api/sessions/${id}/${url}/`, body);
  const post = (person: Person, url: string, body?: object) => send(person, 'POST', url, body);
  const join = async (person: Person) => t.media.connect(succeed(await post(person, 'join_live')).media.token);

  t.media.connect(succeed(await post(host, 'start')).media.token);
  for (const person of learners) await join(person);
  const made = BreakoutsView.parse(succeed(await post(host, 'breakouts', { names: ['Red', 'Blue'] })));
  const [one = 0, two = 0] = made.rooms.map((room) => room.id);

  const assign = (...assignments: [Person, number | null][]) =>
    post(host, 'assign_breakouts', {
      assignments: assignments.map(([{ id: account_id }, breakout_id]) => ({ account_id, breakout_id })),
    });
  const open = (seconds: number | null = null) => post(host, 'open_breakouts', { seconds });
  const time = (seconds: number | null) => post(host, 'time_breakouts', { seconds });
  const move = (person: Person, breakout_id: number | null) => post(person, 'move', { breakout_id });

  /** As a browser goes that is called: a connection beforehand, then the move. */
  async function go(person: Person, breakout_id: number | null): Promise<void> {
    t.media.connect(succeed(await post(person, 'warm_breakout', { breakout_id })).token);
    succeed(await move(person, breakout_id));
  }

  async function view(person: Person): Promise<SessionView> {
    return SessionView.parse(succeed(await send(person, 'GET', 'view')));
  }

  /** Where each of these is, and, where they are called elsewhere, to where. */
  async function where(...people: Person[]) {
    const { participants } = await view(host);
    return people.map(({ id: account_id }) => {
      const stay = participants.find((each) => each.user.id === account_id);
      if (!stay) return 'away';
      return stay.called_to ? [stay.breakout_id, stay.called_to.breakout_id] : stay.breakout_id;
    });
  }

  /** The media rooms where somebody is connected, with a star where without rights. */
  async function heardIn(person: Person): Promise<string[]> {
    const rooms = [mainRoom(id), ...[one, two].map((breakout_id) => ({ session_id: id, breakout_id }))];
    const lists = await Promise.all(rooms.map(t.media.people));
    return lists.flatMap((list, index) =>
      list
        .filter(({ account_id }) => account_id === person.id)
        .map(({ has_rights }) => `${['main', 'one', 'two'][index]}${has_rights ? '' : '*'}`),
    );
  }

  /** The types of the events since a number, as the host has them. */
  async function typesSince(seq: number): Promise<string[]> {
    const { events } = succeed(await t.request(host, 'GET', `/api/sessions/${id}/events/?after=${seq}`));
    return events.map((event: { type: string }) => event.type);
  }

  return {
    ...{ id, host, amir, lotte, noor, one, two },
    ...{ send, post, join, assign, open, time, move, go, view, where, heardIn, typesSince },
  };
}

/** The answer of a request that must not be refused. */
export function succeed(answer: LightMyRequestResponse) {
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return answer.json();
}
