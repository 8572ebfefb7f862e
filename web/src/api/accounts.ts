import type { Me } from '@lectern/contract';
import { ApiError } from './api-error.ts';
import { send } from './send.ts';

/** Who is signed in, or null. */
export async function readMe(): Promise<Me | null> {
  try {
    return await send<Me>('GET', '/api/me/');
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_authenticated') return null;
    throw error;
  }
}

export interface Names {
  first_name: string;
  last_name: string;
}
export interface NewAccount extends Names {
  username: string;
  email: string;
  password: string;
}

export const signUp = (account: NewAccount) =>
  send<unknown>('POST', '/api/auth/sign-up/email', {
    body: { ...account, name: `${account.first_name} ${account.last_name}`.trim() },
  });

/** One field for both: only an e-mail address holds an @. */
export const signIn = (usernameOrEmail: string, password: string) =>
  usernameOrEmail.includes('@')
    ? send<unknown>('POST', '/api/auth/sign-in/email', { body: { email: usernameOrEmail, password } })
    : send<unknown>('POST', '/api/auth/sign-in/username', { body: { username: usernameOrEmail, password } });

export const signOut = () => send<unknown>('POST', '/api/auth/sign-out');
export const changeNames = (names: Names) => send<unknown>('POST', '/api/auth/update-user', { body: names });
export const changePassword = (currentPassword: string, newPassword: string) =>
  send<unknown>('POST', '/api/auth/change-password', {
    body: { currentPassword, newPassword, revokeOtherSessions: true },
  });
