import type { Me } from '@lectern/contract';
import type { Auth } from './auth.ts';
import type { SignInReader } from './sign-in-reader.ts';

/** A signed-in account, and the sign-in (one browser's) it came by. */
export interface SignedIn extends Me {
  sign_in_id: number;
}

export type AccountsService = ReturnType<typeof createAccountsService>;

export function createAccountsService(auth: Auth, signIns: SignInReader) {
  /** Who the cookie of a request belongs to, or null. */
  async function whoIs(cookie: string | undefined): Promise<SignedIn | null> {
    if (!cookie) return null;
    const plain = await signIns.read(cookie);
    if (plain) return { ...plain.account, sign_in_id: plain.id };
    const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
    if (!found) return null;
    const { user, session } = found;
    return {
      id: Number(user.id),
      username: user.username ?? '',
      first_name: user.first_name,
      last_name: user.last_name ?? '',
      email: user.email,
      is_admin: user.is_admin ?? false,
      sign_in_id: Number(session.id),
    };
  }

  /** Hands a request to better-auth as it is; `body` is what the route's schema let through. */
  async function forward(path: string, headers: Headers, body: unknown): Promise<Response> {
    headers.set('content-type', 'application/json');
    headers.delete('content-length');
    return auth.handler(
      new Request(`http://lectern.invalid/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  }

  /** Creates an account without signing it in: for the demo site. Returns its id. */
  async function create(input: {
    email: string;
    password: string;
    username: string;
    first_name: string;
    last_name: string;
  }): Promise<number> {
    const name = `${input.first_name} ${input.last_name}`.trim();
    const { user } = await auth.api.signUpEmail({ body: { ...input, name } });
    return Number(user.id);
  }

  return { whoIs, forward, create };
}
