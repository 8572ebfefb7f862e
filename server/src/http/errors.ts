import type { Duplex } from 'node:stream';
import { type ErrorBody, type ErrorCode, errors } from '@lectern/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isDatabaseAway } from '#db/connect.ts';
import { Refusal } from './refusal.ts';

/** How long a client should wait before it tries again, in seconds, where a part of ours is away. */
const RETRY_AFTER = 2;

/** Turns every error into the API's form. */
export function answerErrors(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((_request, reply) => reply.status(404).send(bodyOf('not_found')));
}

/** The answer to one failed request. What is not the client's fault says nothing but its request's id. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  const body = bodyFor(error, request);
  if (body.code === 'service_unavailable') reply.header('retry-after', RETRY_AFTER);
  return reply.status(errors[body.code].status).send(body);
}

/** What is no HTTP at all gets an answer in our form too, straight into the socket. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const body = JSON.stringify(bodyOf('malformed_body'));
  const head = ['HTTP/1.1 400 Bad Request', 'Content-Type: application/json; charset=utf-8', 'Connection: close'];
  socket.end(`${head.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

function bodyFor(error: FastifyError, request: FastifyRequest): ErrorBody {
  if (error instanceof Refusal) return error.body;
  if (hasZodFastifySchemaValidationErrors(error)) {
    // An id that is no id is one that does not exist.
    if (error.validationContext === 'params') {
      const first = error.validation[0]?.instancePath;
      return bodyOf(first === '/participant_id' ? 'participant_not_found' : missing(request));
    }
    const details = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.slice(1).replaceAll('/', '.'),
      message: message ?? 'is not valid',
    }));
    return bodyOf('invalid_input', { details });
  }
  if (isDatabaseAway(error)) {
    request.log.warn({ err: error }, 'the database is away');
    return bodyOf('service_unavailable');
  }
  // The proxy to the media engine: browsers try again after a 5xx, and give up after a 4xx.
  if (error.code?.startsWith('FST_REPLY_FROM_')) return bodyOf('service_unavailable');
  const code = fastifyCodes[error.code];
  if (code) return bodyOf(code);
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return bodyOf('malformed_body');
  }
  request.log.error({ err: error }, 'request failed');
  return bodyOf('internal_error', { request_id: request.id });
}

/** Fastify's own errors that a client can cause. */
const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed_body',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed_body',
  FST_ERR_MAX_PARAM_LENGTH: 'not_found',
  FST_ERR_BAD_URL: 'not_found',
};

/** What is not there, by the address it was looked for at. */
const MISSING: [path: string, code: ErrorCode][] = [
  ['/api/bookings/', 'booking_not_found'],
  ['/api/messages/', 'message_not_found'],
  ['/api/attachments/', 'attachment_not_found'],
  ['/api/polls/', 'poll_not_found'],
  ['/api/recordings/', 'recording_not_found'],
];

function missing(request: FastifyRequest): ErrorCode {
  const found = MISSING.find(([path]) => request.url.startsWith(path));
  return found ? found[1] : 'session_not_found';
}

function bodyOf(code: ErrorCode, more: Partial<ErrorBody> = {}): ErrorBody {
  return { error: errors[code].sentence, code, ...more };
}
