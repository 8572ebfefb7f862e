import { DemoAnswer, Site, SiteEdit } from '@lectern/contract';
import type { FillDemo } from '#demo/fill.ts';
import { actorOf } from '#http/request-account.ts';
import { failures, type Routes } from '#http/routes.ts';
import type { SiteService } from './service.ts';

export function siteRoutes(app: Routes, { site, fillDemo }: { site: SiteService; fillDemo: FillDemo }): void {
  const tags = ['site'];
  app.get('/api/site/', { config: { public: true }, schema: { tags, response: { 200: Site, ...failures } } }, () =>
    site.get(),
  );
  app.patch('/api/site/', { schema: { tags, body: SiteEdit, response: { 200: Site, ...failures } } }, (request) =>
    site.edit(actorOf(request), request.body),
  );
  // Without a sign-in: there is nobody yet who could be signed in, and where there is, it refuses.
  app.post(
    '/api/site/demo/',
    { config: { public: true }, schema: { tags, response: { 201: DemoAnswer, ...failures } } },
    async (_request, reply) => reply.status(201).send(await fillDemo()),
  );
}
