import { failureCode } from './api-error.ts';
import { answer, client, done } from './client.ts';

/** Who is signed in, or null. */
export async function readMe() {
  try {
    return await answer(client.GET('/api/me/'));
  } catch (error) {
    if (failureCode(error) === 'not_authenticated') return null;
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

/** Signs in as well. */
export const signUp = (body: NewAccount) => done(client.POST('/api/auth/sign-up/email', { body }));

/** One field for both: only an e-mail address holds an @. */
export const signIn = (usernameOrEmail: string, password: string) =>
  usernameOrEmail.includes('@')
    ? done(client.POST('/api/auth/sign-in/email', { body: { email: usernameOrEmail, password } }))
    : done(client.POST('/api/auth/sign-in/username', { body: { username: usernameOrEmail, password } }));

export const signOut = () => done(client.POST('/api/auth/sign-out'));
export const changeNames = (body: Names) => done(client.POST('/api/auth/update-user', { body }));
export const changePassword = (currentPassword: string, newPassword: string) =>
  done(client.POST('/api/auth/change-password', { body: { currentPassword, newPassword, revokeOtherSessions: true } }));
