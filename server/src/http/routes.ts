import { ErrorBody, IdParam } from '@lectern/contract';
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';

/** The app as route files see it: bodies, queries and answers typed by their zod schemas. */
export type Routes = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression<RawServerDefault>,
  RawReplyDefaultExpression<RawServerDefault>,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** What an error looks like, for the description of a route. */
export const failures = { '4xx': ErrorBody, '5xx': ErrorBody };

export const ByIdParams = z.object({ id: IdParam });

/** The header of a creating request, by which a retry gets the first answer. */
export const IdempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .min(1)
    .max(200)
    .regex(/^[\x21-\x7e]+$/)
    .optional(),
});

/** A body that may be missing altogether, as where each of its fields may. */
export const optionalBody = <T extends z.ZodType>(body: T) => z.preprocess((given) => given ?? {}, body);
