import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { username } from 'better-auth/plugins';
import type { Database } from '#db/connect.ts';
import { account, credential, signIn, verification } from '#db/schema.ts';

export interface AuthParts {
  db: Database;
  secret: string;
  /** Behind TLS: cookies are marked Secure. */
  secure: boolean;
  onError: (message: string, details: unknown[]) => void;
}

export type Auth = ReturnType<typeof createAuth>;

/** better-auth under the glossary's table names. Its routes are reached only through accounts/routes.ts. */
export function createAuth({ db, secret, secure, onError }: AuthParts) {
  return betterAuth({
    appName: 'Lectern',
    basePath: '/api/auth',
    // Only used to build links, which we send none of: the routes speak for whatever name the browser used.
    baseURL: 'http://lectern.invalid',
    secret,
    telemetry: { enabled: false },
    database: drizzleAdapter(db.orm, {
      provider: 'pg',
      schema: { user: account, session: signIn, account: credential, verification },
      transaction: true,
    }),
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128 },
    user: {
      additionalFields: {
        first_name: { type: 'string', required: true },
        last_name: { type: 'string', required: false, defaultValue: '' },
        is_admin: { type: 'boolean', required: false, input: false },
      },
    },
    plugins: [username({ displayUsername: false })],
    // The origin is checked for every route at once in http/origin.ts, sign-ins are limited in accounts/routes.ts.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: 'serial' },
      useSecureCookies: secure,
      cookiePrefix: 'lectern',
      disableCSRFCheck: true,
      disableOriginCheck: true,
    },
    // What is not a refusal is thrown, for our own error handler to answer and log.
    onAPIError: { throw: true },
    logger: {
      level: 'error',
      log: (level, message, ...details) => level === 'error' && onError(message, details),
    },
  });
}
