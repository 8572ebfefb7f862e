import { setTimeout as sleep } from 'node:timers/promises';
import { ParticipantInfo_State } from 'livekit-server-sdk';
import { type APIRequestContext, request } from 'playwright-core';
import type { Site } from '../lectern/site.ts';
import { type BareOptions, watchShortly } from './bare.ts';
import type { Subject } from './subject.ts';

/** A session that runs, with the instructor in it and one learner who may join. */
export interface RunningClass {
  session: number;
  /** Its room at LiveKit, and the instructor's identity there. */
  room: string;
  instructor: string;
  learner: Person;
}

interface Person {
  id: number;
  api: APIRequestContext;
}

/** All by the API; the instructor's camera and microphone come from a bare page, as in the other subjects. */
export async function runningClass(site: Site): Promise<RunningClass> {
  const instructor = await signUp(site, 'instructor');
  const learner = await signUp(site, 'learner');
  const scheduled_start = new Date(Date.now() + 600_000).toISOString();
  const session = await post(instructor.api, '/api/sessions/', { title: 'Algebra', scheduled_start });
  const booking = await post(learner.api, `/api/sessions/${session.id}/bookings/`);
  await post(instructor.api, `/api/bookings/${booking.id}/approve/`);
  await post(instructor.api, `/api/sessions/${session.id}/start/`);
  return { session: session.id, room: `session-${session.id}`, instructor: String(instructor.id), learner };
}

/** The live page of Lectern itself. */
export function lecternSubject(site: Site, held: RunningClass, bare: BareOptions): Subject {
  const { learner, session, room } = held;
  return {
    name: 'Lectern',
    about: 'the live page of an approved learner, from the waiting room, on a whole Lectern',
    async prepare(context, { camera }) {
      // From the round before; refused where there was none.
      await learner.api.post(`/api/sessions/${session}/leave_live/`);
      await context.addCookies((await learner.api.storageState()).cookies);
      const page = await context.newPage();
      await page.goto(`${site.origin}/sessions/${session}/live`);
      const join = page.getByRole('button', { name: 'Join', exact: true });
      await join.waitFor();
      if (camera) {
        await page.getByRole('button', { name: 'Turn on camera' }).click();
        await page.getByRole('button', { name: 'Turn off camera' }).waitFor();
        await page.getByRole('button', { name: 'Turn on microphone' }).click();
        await page.getByRole('button', { name: 'Turn off microphone' }).waitFor();
      }
      await untilConnected(site, room, String(learner.id));
      return { page, click: () => join.click() };
    },
    wake: () => watchShortly(bare, room),
  };
}

/** Until the waiting page's connection to LiveKit stands. */
async function untilConnected(site: Site, room: string, identity: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const people = await site.livekit.rooms.listParticipants(room);
    const connected = people.some((one) => one.identity === identity && one.state === ParticipantInfo_State.ACTIVE);
    if (connected) return;
    await sleep(100);
  }
  throw new Error('The waiting page did not connect to LiveKit');
}

async function signUp(site: Site, username: string): Promise<Person> {
  const api = await request.newContext({ baseURL: site.origin });
  const email = `${username}@example.org`;
  await post(api, '/api/auth/sign-up/email', {
    email,
    username,
    password: `${username} has a password`,
    first_name: username,
    last_name: 'Bench',
  });
  const me: { id: number } = await (await api.get('/api/me/')).json();
  return { id: me.id, api };
}

async function post(api: APIRequestContext, path: string, data?: object): Promise<{ id: number }> {
  const response = await api.post(path, data === undefined ? {} : { data });
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  return response.json();
}
