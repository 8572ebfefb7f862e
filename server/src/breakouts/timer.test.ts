import { afterAll, beforeAll, expect, test } from 'vitest';
import { newBreakoutClass, succeed } from '#testing/breakout-class.ts';
import { buildTestApp, type TestApp } from '#testing/test-app.ts';

let t: TestApp;
beforeAll(async () => {
  // No round of the clock: what happens, the timer does.
  t = await buildTestApp({ realClock: true });
});
afterAll(() => t.close());

test('rooms are closed at the moment that was set, not a round of the clock later', async () => {
  const c = await newBreakoutClass(t);
  succeed(await c.open(600));
  const { ends_at } = succeed(await c.time(1));
  const closing = async () => {
    const { events } = succeed(await t.request(c.host, 'GET', `/api/sessions/${c.id}/events/`));
    return events.find((event: { type: string }) => event.type === 'breakouts.closed');
  };
  await expect.poll(closing, { timeout: 20_000 }).toBeDefined();
  const late = new Date((await closing()).at).getTime() - new Date(ends_at).getTime();
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(500);
});
