import { randomUUID } from 'node:crypto';
import { type APIRequestContext, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { recordConnections } from './media.ts';
import { type Site, startSite } from './site.ts';

/** Somebody in a test: an account, signed in, with a browser of their own. */
export interface Person {
  id: number;
  name: string;
  username: string;
  password: string;
  context: BrowserContext;
  page: Page;
  /** The API as this person. */
  api: APIRequestContext;
}

export interface People {
  newPerson(first_name: string): Promise<Person>;
}

const Created = z.object({ id: z.int() });

export const test = base.extend<{ newPerson: People['newPerson'] }, { site: Site }>({
  site: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from the pattern.
    async ({}, use) => {
      const site = await startSite();
      await use(site);
      await site.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  newPerson: async ({ site, browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (first_name) => {
      const context = await browser.newContext({ baseURL: site.origin, locale: 'en-GB', timezoneId: 'Europe/Lisbon' });
      contexts.push(context);
      await recordConnections(context);
      const username = `u${randomUUID().slice(0, 8)}`;
      const password = `${username} has a password`;
      const signUp = await context.request.post('/api/auth/sign-up/email', {
        data: { email: `${username}@example.org`, password, username, first_name, last_name: 'Test' },
      });
      expect(signUp.status(), await signUp.text()).toBe(200);
      const { id } = Created.parse(await (await context.request.get('/api/me/')).json());
      const page = await context.newPage();
      return { id, name: `${first_name} Test`, username, password, context, page, api: context.request };
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };

/** A scheduled session of `creator` with these learners approved, made by the API. */
export async function newClass(creator: Person, learners: Person[], title = 'Algebra'): Promise<number> {
  const scheduled_start = new Date(Date.now() + 600_000).toISOString();
  const created = await creator.api.post('/api/sessions/', { data: { title, scheduled_start } });
  const { id } = Created.parse(await created.json());
  for (const learner of learners) {
    const booking = Created.parse(await (await learner.api.post(`/api/sessions/${id}/bookings/`)).json());
    expect((await creator.api.post(`/api/bookings/${booking.id}/approve/`)).status()).toBe(200);
  }
  return id;
}
