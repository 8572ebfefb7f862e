import { ErrorBody, errors } from '@lectern/contract';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect } from 'vitest';
import type { Database } from '#db/connect.ts';
import type { TestApp } from './test-app.ts';

let senders = 0;

/** Sends a request as it is, from an address of its own, so that no limit hides what the route says. */
export function sendRaw(t: TestApp, request: InjectOptions): Promise<LightMyRequestResponse> {
  senders += 1;
  return t.app.inject({ ...request, remoteAddress: `10.${senders >> 16}.${(senders >> 8) & 255}.${senders & 255}` });
}

/** Expects a 4xx in the API's form, with the sentence of its code. */
export function expectRefused(answer: LightMyRequestResponse, what: string): ErrorBody {
  expect(answer.statusCode, `${what}: ${answer.body}`).toBeGreaterThanOrEqual(400);
  expect(answer.statusCode, `${what}: ${answer.body}`).toBeLessThan(500);
  expect(answer.headers['content-type'], what).toMatch(/^application\/json/);
  const body = ErrorBody.strict().parse(answer.json());
  expect({ status: answer.statusCode, sentence: body.error }, what).toEqual(errors[body.code]);
  return body;
}

/** Every table's number of rows, and a digest of all that they hold. */
export async function fingerprint(db: Database): Promise<Record<string, string>> {
  const { rows: tables } = await db.orm.execute<{ name: string }>(
    "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public' order by 1",
  );
  const digests = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' rows ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') as held from ${name} t`,
  );
  const { rows } = await db.orm.execute<{ name: string; held: string }>(digests.join(' union all '));
  return Object.fromEntries(rows.map(({ name, held }) => [name, held]));
}

/** Runs `work` and expects that it has left no trace in the database. */
export async function leavesNothing(db: Database, work: () => Promise<void>): Promise<void> {
  const before = await fingerprint(db);
  expect(Object.keys(before).length).toBeGreaterThanOrEqual(9);
  await work();
  expect(await fingerprint(db)).toEqual(before);
}
