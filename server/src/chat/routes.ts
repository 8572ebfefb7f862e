import {
  ChatChange,
  Message,
  MessageCreate,
  MessageEdit,
  MessageListQuery,
  MessagePage,
  MessageReact,
} from '@lectern/contract';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, IdempotencyHeaders, type Routes } from '#http/routes.ts';
import type { ChatService } from './service.ts';

/** How many messages one person may write a minute, and how often they may change or react to one. */
const MESSAGES_PER_MINUTE = 120;
const CHANGES_PER_MINUTE = 240;

export function chatRoutes(app: Routes, chat: ChatService): void {
  const tags = ['chat'];
  const params = ByIdParams;
  const posting = limitPerAccount(app, MESSAGES_PER_MINUTE);
  const changing = limitPerAccount(app, CHANGES_PER_MINUTE);

  app.post(
    '/api/sessions/:id/messages/',
    {
      preHandler: posting,
      schema: {
        tags,
        params,
        body: MessageCreate,
        headers: IdempotencyHeaders,
        response: { 201: Message, ...failures },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] ?? null;
      return reply.status(201).send(await chat.post(actorOf(request), request.params.id, request.body, key));
    },
  );
  app.get(
    '/api/sessions/:id/messages/',
    { schema: { tags, params, querystring: MessageListQuery, response: { 200: MessagePage, ...failures } } },
    (request) => chat.list(actorOf(request), request.params.id, request.query),
  );
  app.patch(
    '/api/sessions/:id/chat/',
    { schema: { tags, params, body: ChatChange, response: { 200: ChatChange, ...failures } } },
    (request) => chat.setOpen(actorOf(request), request.params.id, request.body.open),
  );
  app.get('/api/messages/:id/', { schema: { tags, params, response: { 200: Message, ...failures } } }, (request) =>
    chat.read(actorOf(request), request.params.id),
  );
  app.patch(
    '/api/messages/:id/',
    { preHandler: changing, schema: { tags, params, body: MessageEdit, response: { 200: Message, ...failures } } },
    (request) => chat.edit(actorOf(request), request.params.id, request.body.text),
  );
  app.delete(
    '/api/messages/:id/',
    { preHandler: changing, schema: { tags, params, response: { 200: Message, ...failures } } },
    (request) => chat.remove(actorOf(request), request.params.id),
  );
  app.post(
    '/api/messages/:id/reactions/',
    { preHandler: changing, schema: { tags, params, body: MessageReact, response: { 200: Message, ...failures } } },
    (request) => chat.react(actorOf(request), request.params.id, request.body.emoji, request.body.on),
  );
}
