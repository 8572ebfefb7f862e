import { z } from 'zod';
import { User } from './accounts.ts';
import { Id, Instant } from './primitives.ts';

/** The longest message, in UTF-16 code units as browsers count them. */
export const LONGEST_MESSAGE = 4_000;
/** The largest file that can be sent, in bytes. */
export const LARGEST_ATTACHMENT = 25 * 1024 * 1024;
export const MOST_ATTACHMENTS = 10;
/** How many of the latest messages a view holds; what is older is read by pages. */
export const MESSAGES_IN_VIEW = 50;

/** A file that belongs to a message: GET /api/attachments/{id}/ downloads it. */
export const Attachment = z
  .object({
    id: Id,
    name: z.string(),
    /** What its content shows it to be, not what its name says. */
    media_type: z.string(),
    /** In bytes. */
    size: z.int().nonnegative(),
  })
  .meta({ id: 'Attachment' });
export type Attachment = z.infer<typeof Attachment>;

/** One account's reaction to one message. */
export const MessageReaction = z.object({ emoji: z.string(), account_id: Id });
export type MessageReaction = z.infer<typeof MessageReaction>;

export const Message = z
  .object({
    id: Id,
    session_id: Id,
    /** In which breakout it was written; null: in the main room. Older events do not say it. */
    breakout_id: Id.nullable().default(null),
    /** A host wrote it to the room from elsewhere, or to all rooms: shown to everybody in it at once. */
    announcement: z.boolean().default(false),
    user: User,
    /** Null: to everyone. Else private between its writer and this person, one of whom is the host. */
    to: User.nullable(),
    /** Plain text. Empty where the message was deleted. */
    text: z.string(),
    sent_at: Instant,
    edited_at: Instant.nullable(),
    deleted_at: Instant.nullable(),
    /** The message of the same conversation that this one answers. */
    reply_to: z.object({ id: Id, user: User }).nullable(),
    /** Who is meant by an @username in the text. */
    mentions: z.array(User),
    /** In order of coming. */
    reactions: z.array(MessageReaction),
    attachments: z.array(Attachment),
  })
  .meta({ id: 'Message' });
export type Message = z.infer<typeof Message>;
