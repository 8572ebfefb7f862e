// @vitest-environment jsdom
import { expect, test, vi } from 'vitest';
import { readMe } from './accounts.ts';
import { ApiError } from './api-error.ts';
import { readSession } from './sessions.ts';

const answerWith = (status: number, body: unknown) =>
  vi
    .spyOn(globalThis, 'fetch')
    .mockResolvedValue(new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }));

const failureOf = (request: Promise<unknown>) =>
  request.then(
    () => null,
    (error: unknown) => error,
  );

test('a refusal carries its code, the wrong fields and the number of the request', async () => {
  answerWith(400, {
    error: 'Some of what was sent is not valid',
    code: 'invalid_input',
    details: [{ path: 'title', message: 'is needed' }, 'nonsense'],
    request_id: 'r1',
  });
  const error = await failureOf(readSession(1));
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({ code: 'invalid_input', requestId: 'r1', details: [{ path: 'title' }] });
});

test('a server that is not there, and words that are not its own', async () => {
  vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await failureOf(readSession(1))).toMatchObject({ code: 'unreachable' });
  answerWith(502, '<html>Bad gateway</html>');
  expect(await failureOf(readSession(1))).toMatchObject({ code: 'service_unavailable' });
  answerWith(418, { code: 'a_code_of_tomorrow' });
  expect(await failureOf(readSession(1))).toMatchObject({ code: 'internal_error' });
});

test('nobody signed in is an answer, not an error', async () => {
  answerWith(401, { error: 'Authentication credentials were not provided.', code: 'not_authenticated' });
  expect(await readMe()).toBeNull();
});
