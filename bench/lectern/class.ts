import { JoinAnswer, type MediaAccess, StartAnswer } from '@lectern/contract';
import { type APIRequestContext, request } from 'playwright-core';

/** Somebody with an account, signed in, who uses the API and no browser. */
export interface Member {
  id: number;
  name: string;
  api: APIRequestContext;
}

/** How many requests are under way at once: a password takes the server a moment. */
const AT_ONCE = 8;

/** People with accounts of their own. `tag` keeps their names apart from those of other classes. */
export function signUpMany(origin: string, tag: string, many: number): Promise<Member[]> {
  return inTurns(
    Array.from({ length: many }, (_, index) => index + 1),
    (number) => signUp(origin, tag, number),
  );
}

/** A session with everybody approved, which has not begun: its id. */
export async function planClass(host: Member, learners: Member[], title = 'Algebra'): Promise<number> {
  const scheduled_start = new Date(Date.now() + 600_000).toISOString();
  const session = idOf(await post(host.api, '/api/sessions/', { title, scheduled_start }));
  await inTurns(learners, async ({ api }) => {
    const booking = idOf(await post(api, `/api/sessions/${session}/bookings/`));
    await post(host.api, `/api/bookings/${booking}/approve/`);
  });
  return session;
}

/** The host begins, and the learners come in after them; what each needs to connect to the media engine, in that order. */
export async function begin(session: number, host: Member, learners: Member[]): Promise<MediaAccess[]> {
  const { media } = StartAnswer.parse(await post(host.api, `/api/sessions/${session}/start/`));
  return [media, ...(await inTurns(learners, (learner) => comeIn(session, learner)))];
}

export async function comeIn(session: number, { api }: Member): Promise<MediaAccess> {
  return JoinAnswer.parse(await post(api, `/api/sessions/${session}/join_live/`)).media;
}

async function signUp(origin: string, tag: string, number: number): Promise<Member> {
  const api = await request.newContext({ baseURL: origin });
  const username = `${tag}.${number}`;
  await post(api, '/api/auth/sign-up/email', {
    email: `${username}@example.org`,
    username,
    password: `${username} has a password`,
    first_name: 'Person',
    last_name: `${number}`,
  });
  return { id: idOf(await (await api.get('/api/me/')).json()), name: `Person ${number}`, api };
}

async function post(api: APIRequestContext, path: string, data?: object): Promise<unknown> {
  const response = await api.post(path, data === undefined ? {} : { data });
  if (!response.ok()) throw new Error(`${path}: ${response.status()} ${await response.text()}`);
  return response.json();
}

function idOf(answer: unknown): number {
  if (typeof answer === 'object' && answer !== null && 'id' in answer) return Number(answer.id);
  throw new Error(`No id in ${JSON.stringify(answer)}`);
}

/** The results in the order of the things, some of them done at once. */
async function inTurns<Thing, Result>(things: readonly Thing[], act: (thing: Thing) => Promise<Result>) {
  const results: Result[] = [];
  for (let first = 0; first < things.length; first += AT_ONCE) {
    results.push(...(await Promise.all(things.slice(first, first + AT_ONCE).map(act))));
  }
  return results;
}
