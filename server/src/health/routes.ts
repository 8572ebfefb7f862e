import { Health } from '@lectern/contract';
import type { BusState } from '#bus/bus.ts';
import type { Routes } from '#http/routes.ts';

export interface HealthParts {
  /** Each throws where its part is away. */
  checks: Record<string, () => Promise<unknown>>;
  /** Whether the other servers are heard of at once. */
  busState: () => BusState;
}

const BUS = { connected: 'ok', away: 'unavailable' } as const;
/** Without Redis everything still works, though slower: such a server keeps its people. */
const BUS_STATUS = { none: 'ok', connected: 'ok', away: 'degraded' } as const satisfies Record<BusState, string>;

/** For a load balancer or a person: is the process alive, and are its parts there. No names, no versions. */
export function healthRoutes(app: Routes, { checks, busState }: HealthParts): void {
  const schema = { tags: ['health'], response: { 200: Health, 503: Health } };
  app.get('/api/health/live/', { config: { public: true }, schema, logLevel: 'warn' }, () => ({
    status: 'ok' as const,
  }));
  app.get('/api/health/ready/', { config: { public: true }, schema, logLevel: 'warn' }, async (_request, reply) => {
    const results = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => {
        const state = await check().then(
          () => 'ok' as const,
          () => 'unavailable' as const,
        );
        return [name, state] as const;
      }),
    );
    const ready = results.every(([, state]) => state === 'ok');
    const bus = busState();
    const parts = { ...Object.fromEntries(results), ...(bus === 'none' ? {} : { redis: BUS[bus] }) };
    const status = ready ? BUS_STATUS[bus] : ('unavailable' as const);
    return reply.status(ready ? 200 : 503).send({ status, parts });
  });
}
