import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance } from 'fastify';

/** One route as the app registered it, hidden from its description or not. */
export interface RegisteredRoute {
  method: string;
  url: string;
  /** What the table of a test calls it: method and url. */
  name: string;
  /** Which parts of a request it has a schema for. */
  takes: { body: boolean; query: boolean };
}

/** Every route that the apps built by `build` register, those of plugins and the undescribed ones too. */
export async function collectRoutes(build: () => Promise<unknown>): Promise<RegisteredRoute[]> {
  const routes: RegisteredRoute[] = [];
  const watch = (message: unknown) => {
    appOf(message).addHook('onRoute', ({ method, url, schema }) => {
      const takes = { body: schema?.body !== undefined, query: schema?.querystring !== undefined };
      for (const one of [method].flat()) routes.push({ method: one, url, name: `${one} ${url}`, takes });
    });
  };
  subscribe('fastify.initialization', watch);
  try {
    await build();
  } finally {
    unsubscribe('fastify.initialization', watch);
  }
  if (routes.length === 0) throw new Error('Fastify announced no app: this list would miss every route');
  return routes;
}

function appOf(message: unknown): FastifyInstance {
  return (message as { fastify: FastifyInstance }).fastify;
}
