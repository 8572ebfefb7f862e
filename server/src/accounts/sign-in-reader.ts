import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Executor } from '#db/connect.ts';
import type { Auth } from './auth.ts';
import { findByTokens, type SignInRow } from './store.ts';

export type SignInReader = ReturnType<typeof createSignInReader>;

/**
 * Finds out who a cookie belongs to in the plain case, by which nearly every request and every connection comes: one good
 * cookie of ours, of a sign-in that is there and is not due to be prolonged. Null is no refusal: better-auth decides then.
 * Those who ask while the database answers others are answered together, so that a whole class can come back at once.
 */
export function createSignInReader({ db, auth, secret }: { db: Executor; auth: Auth; secret: string }) {
  let asked = new Map<string, PromiseWithResolvers<SignInRow | null>>();
  let running = false;

  async function read(cookies: string): Promise<SignInRow | null> {
    const { authCookies, sessionConfig } = await auth.$context;
    // Who did not want to be remembered is never prolonged, which better-auth sees to.
    if (cookies.includes(authCookies.dontRememberToken.name)) return null;
    const token = signedToken(cookies, authCookies.sessionToken.name, secret);
    const row = token === null ? null : await find(token);
    if (!row) return null;
    const prolongFrom = row.expires_at.getTime() - (sessionConfig.expiresIn - sessionConfig.updateAge) * 1_000;
    return Date.now() < Math.min(row.expires_at.getTime(), prolongFrom) ? row : null;
  }

  /** By a query that begins later than now: what has been ended until now is not found. */
  function find(token: string): Promise<SignInRow | null> {
    const known = asked.get(token);
    if (known) return known.promise;
    const answer = Promise.withResolvers<SignInRow | null>();
    asked.set(token, answer);
    if (!running) void answerAll();
    return answer.promise;
  }

  async function answerAll(): Promise<void> {
    running = true;
    while (asked.size > 0) {
      const now = asked;
      asked = new Map();
      try {
        const found = await findByTokens(db, [...now.keys()]);
        for (const [token, answer] of now) answer.resolve(found.get(token) ?? null);
      } catch (error) {
        for (const answer of now.values()) answer.reject(error);
      }
    }
    running = false;
  }

  return { read };
}

/** What the cookie of this name says, if it is there once and was signed by us (as better-auth signs: HMAC, base64). */
export function signedToken(cookies: string, name: string, secret: string): string | null {
  const values = cookies
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`));
  const [only] = values;
  if (only === undefined || values.length > 1) return null;
  const value = decode(only.slice(name.length + 1));
  const dot = value.lastIndexOf('.');
  if (dot < 1) return null;
  const token = value.slice(0, dot);
  const given = Buffer.from(value.slice(dot + 1));
  const right = Buffer.from(createHmac('sha256', secret).update(token).digest('base64'));
  return given.length === right.length && timingSafeEqual(given, right) ? token : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
