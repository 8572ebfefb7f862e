import { z } from 'zod';
import { RoomQuery } from './breakout-requests.ts';
import { LONGEST_MESSAGE, Message, MOST_ATTACHMENTS } from './chat.ts';
import { Id, IdParam, PageQuery, pageOf, typedText } from './primitives.ts';

/** One emoji, as Unicode recommends them for interchange. */
export const Emoji = z
  .string()
  .max(32)
  .regex(/^\p{RGI_Emoji}$/v, 'must be one emoji');

const Text = typedText(0, LONGEST_MESSAGE);

export const MessageCreate = z
  .object({
    text: Text.default(''),
    /** The account a private message goes to. */
    to: Id.nullable().default(null),
    /** The message that is answered. */
    reply_to: Id.nullable().default(null),
    /** Files uploaded before by the writer, each for one message only. */
    attachments: z.array(Id).max(MOST_ATTACHMENTS).default([]),
  })
  .refine(({ text, attachments }) => text !== '' || attachments.length > 0, {
    path: ['text'],
    message: 'must not be empty',
  })
  .meta({ id: 'MessageCreate' });
export type MessageCreate = z.infer<typeof MessageCreate>;

export const MessageEdit = z.object({ text: typedText(1, LONGEST_MESSAGE) }).meta({ id: 'MessageEdit' });

export const MessageReact = z.object({ emoji: Emoji, on: z.boolean() }).meta({ id: 'MessageReact' });

export const MessageListQuery = RoomQuery.extend({
  limit: PageQuery.limit,
  cursor: IdParam.optional(),
  /** forward: from the start of the session, oldest first. back: latest first. */
  direction: z.enum(['forward', 'back']).default('forward'),
});
export type MessageListQuery = z.infer<typeof MessageListQuery>;

export const MessagePage = pageOf(Message).meta({ id: 'MessagePage' });

/** PATCH /api/sessions/{id}/chat/: in a closed chat only the host writes. */
export const ChatChange = z.object({ open: z.boolean() }).meta({ id: 'ChatChange' });

export const AttachmentQuery = z.object({
  /** The file's name, as people should see it. */
  name: typedText(1, 255),
});
