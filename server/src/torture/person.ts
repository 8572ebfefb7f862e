import { type Me, Message, SessionView } from '@lectern/contract';
import { z } from 'zod';

/** How long an answer may take before it counts as lost, in milliseconds. */
const PATIENCE = 15_000;

/** A signed-in account that speaks to the API over the network. */
export interface Person {
  id: number;
  name: string;
  cookie: string;
}

const History = z.object({ items: z.array(Message), next: z.string().nullable() });

export async function signUp(origin: string, name: string): Promise<Person> {
  const answer = await fetch(`${origin}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: `${name}@example.org`,
      username: name,
      password: `${name} has a password`,
      first_name: name,
      last_name: 'Torture',
    }),
  });
  if (!answer.ok) throw new Error(`sign-up: ${answer.status} ${await answer.text()}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const me = await ask({ cookie }, origin, 'GET', '/api/me/');
  const { id } = z.object({ id: z.int() }).parse(me) satisfies Pick<Me, 'id'>;
  return { id, name, cookie };
}

/** One request; throws where it was not answered with success. */
export async function ask(
  { cookie }: Pick<Person, 'cookie'>,
  origin: string,
  method: 'GET' | 'POST',
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const answer = await fetch(`${origin}${url}`, {
    method,
    headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

export async function freshView(person: Person, origin: string, session_id: number): Promise<SessionView> {
  return SessionView.parse(await ask(person, origin, 'GET', `/api/sessions/${session_id}/view/`));
}

/** The whole chat from its beginning, page by page. */
export async function wholeHistory(person: Person, origin: string, session_id: number): Promise<Message[]> {
  const messages: Message[] = [];
  let next: string | null = null;
  do {
    const cursor: string = next === null ? '' : `&cursor=${next}`;
    const url = `/api/sessions/${session_id}/messages/?direction=forward&limit=100${cursor}`;
    const page = History.parse(await ask(person, origin, 'GET', url));
    messages.push(...page.items);
    next = page.next;
  } while (next !== null);
  return messages;
}
