import { BoardPage, BoardView, IdParam, LeadChange, PageCreate, PageEdit } from '@lectern/contract';
import { limitPerAccount } from '#http/limit-per-account.ts';
import { actorOf } from '#http/request-account.ts';
import { ByIdParams, failures, IdempotencyHeaders, type Routes } from '#http/routes.ts';
import type { ClearingService } from './clearing.ts';
import type { BoardService } from './service.ts';

const PAGES_PER_MINUTE = 150;
/** What hosts do with the board, all together. Whoever leads turns many pages. */
const ACTS_PER_MINUTE = 240;

const PageParams = ByIdParams.extend({ page_id: IdParam });

export function boardRoutes(app: Routes, board: BoardService, clearing: ClearingService): void {
  const tags = ['board'];
  const paging = limitPerAccount(app, PAGES_PER_MINUTE);
  const acting = limitPerAccount(app, ACTS_PER_MINUTE);
  const pages = '/api/sessions/:id/board/pages/';
  const page = `${pages}:page_id/`;
  const changed = { 200: BoardView, ...failures };

  app.post(
    pages,
    {
      preHandler: paging,
      schema: {
        tags,
        params: ByIdParams,
        body: PageCreate,
        headers: IdempotencyHeaders,
        response: { 201: BoardPage, ...failures },
      },
    },
    async (request, reply) => {
      const key = request.headers['idempotency-key'] ?? null;
      return reply.status(201).send(await board.addPage(actorOf(request), request.params.id, request.body, key));
    },
  );
  app.patch(
    page,
    {
      preHandler: paging,
      schema: { tags, params: PageParams, body: PageEdit, response: { 200: BoardPage, ...failures } },
    },
    (request) => board.renamePage(actorOf(request), request.params.id, request.params.page_id, request.body.name),
  );
  app.delete(page, { preHandler: acting, schema: { tags, params: PageParams, response: changed } }, (request) =>
    board.removePage(actorOf(request), request.params.id, request.params.page_id),
  );
  app.post(`${page}open/`, { preHandler: acting, schema: { tags, params: PageParams, response: changed } }, (request) =>
    board.openPage(actorOf(request), request.params.id, request.params.page_id),
  );
  for (const command of ['clear', 'restore'] as const) {
    app.post(
      `${page}${command}/`,
      { preHandler: acting, schema: { tags, params: PageParams, response: changed } },
      (request) => clearing[command](actorOf(request), request.params.id, request.params.page_id),
    );
  }
  app.post(
    '/api/sessions/:id/board/lead/',
    { preHandler: acting, schema: { tags, params: ByIdParams, body: LeadChange, response: changed } },
    (request) => board.lead(actorOf(request), request.params.id, request.body.on),
  );
}
