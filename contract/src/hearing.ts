import { z } from 'zod';
import { Id } from './primitives.ts';

/** More than this are not named at once: where so many are not heard it is the listener's own connection, and all see that. */
const Named = z.array(Id).max(100);

/** How often a listener says again whom they do not hear, in milliseconds. */
export const HEARING_REPEATED_EVERY = 3_000;
/** How long a speaker believes it when it is not said again, in milliseconds: two repetitions may be lost. */
export const HEARING_BELIEVED_FOR = 3 * HEARING_REPEATED_EVERY;

/**
 * Client to server: the microphones of the `missing` are on and their sound does not reach me; the sound of those in
 * `again` does, after it was missing. Said on change, and again while somebody is missing. Never kept, never in the log.
 */
export const Hearing = z.object({ session_id: Id, missing: Named, again: Named });
export type Hearing = z.infer<typeof Hearing>;
