import { z } from 'zod';

/** The largest id PostgreSQL's `integer` holds. */
export const MAX_ID = 2_147_483_647;

export const Id = z.int().positive().max(MAX_ID);

/** An id in a path or a query, where everything is text. */
export const IdParam = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, 'must be a positive integer')
  .transform(Number)
  .pipe(Id);

/** A point in time as the API gives it: ISO 8601 in UTC, milliseconds. */
export const Instant = z.iso.datetime();

/** A point in time as the API takes it: ISO 8601 with `Z` or an offset, between 2000 and 2200. */
export const InstantInput = z.iso
  .datetime({ offset: true })
  .refine((text) => {
    const year = new Date(text).getUTCFullYear();
    return year >= 2000 && year < 2200;
  }, 'must be a time between the years 2000 and 2200')
  .transform((text) => new Date(text).toISOString());

/** One line or more of text people typed: trimmed, without NUL and halves of characters, which PostgreSQL cannot store. */
export const typedText = (min: number, max: number) =>
  z
    .string()
    .refine((text) => !text.includes('\u0000'), 'must not contain NUL characters')
    .refine((text) => text.isWellFormed(), 'must be well-formed Unicode')
    .trim()
    .min(min)
    .max(max);

/** `{items, next}`: `next` is the cursor of the following page, or null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

export const PageQuery = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'must be a whole number from 1 to 100')
    .transform(Number)
    .pipe(z.int().min(1).max(100))
    .default(20),
  cursor: z
    .string()
    .max(200)
    .regex(/^[\w-]+$/)
    .optional(),
};
