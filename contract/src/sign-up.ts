import { z } from 'zod';
import { typedText } from './primitives.ts';

export const Username = z
  .string()
  .min(3)
  .max(30)
  .regex(/^[a-zA-Z0-9_.]+$/, 'may hold letters, digits, dots and underscores');
export const Email = z.email().max(254);
/** 8 to 128 characters: the library's own limits, said before a request is made. */
export const Password = z.string().min(8).max(128);
export const PersonName = typedText(1, 80);

/** POST /api/auth/sign-up/email; `name` is what the library wants, and is made from the two names where it is missing. */
export const SignUp = z.object({
  email: Email,
  password: Password,
  username: Username,
  first_name: PersonName,
  last_name: typedText(0, 80).default(''),
  name: typedText(0, 170).optional(),
});

/** POST /api/auth/update-user */
export const AccountChange = z.object({ first_name: PersonName, last_name: typedText(0, 80) });

/** POST /api/auth/change-password */
export const PasswordChange = z.object({
  currentPassword: z.string().min(1).max(128),
  newPassword: Password,
  revokeOtherSessions: z.boolean().default(true),
});
