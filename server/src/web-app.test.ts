import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerErrors } from '#http/errors.ts';
import { addSecurityHeaders } from '#http/security-headers.ts';
import { serveWebApp } from './web-app.ts';

let app: FastifyInstance;
let dir: string;
const code = 'console.log("Lectern");'.repeat(20);

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'lectern-web-'));
  await mkdir(path.join(dir, 'dist/assets'), { recursive: true });
  await mkdir(path.join(dir, 'dist/assets/pdf'));
  await writeFile(path.join(dir, 'dist/assets/pdf/table.bcmap'), 'table');
  await writeFile(path.join(dir, 'secret.txt'), 'secret');
  await writeFile(path.join(dir, 'dist/.built-from'), 'secret');
  await writeFile(path.join(dir, 'dist/index.html'), '<!doctype html><title>Lectern</title>');
  await writeFile(path.join(dir, 'dist/assets/main-abc.js'), code);
  await writeFile(path.join(dir, 'dist/assets/main-abc.js.br'), brotliCompressSync(code));
  await writeFile(path.join(dir, 'dist/assets/blur-worker-abc.js'), code);
  await writeFile(path.join(dir, 'dist/assets/pdf-worker-abc.js'), code);
  await writeFile(path.join(dir, 'dist/assets/blur-worker-abc.js.br'), brotliCompressSync(code));
  app = Fastify();
  addSecurityHeaders(app, { secure: false, mediaUrl: null });
  answerErrors(app);
  await serveWebApp(app, path.join(dir, 'dist'));
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await rm(dir, { recursive: true });
});

test('every page of the app is its one page, never kept by the browser', async () => {
  for (const url of ['/', '/sessions/1/live', '/sign-in?next=%2Fsessions%2F1', '/index.html', '/nowhere']) {
    const answer = await app.inject(url);
    expect(answer.statusCode, url).toBe(200);
    expect(answer.headers['content-type']).toMatch('text/html');
    expect(answer.headers['cache-control']).toBe('no-cache');
    expect(answer.body).toContain('<title>Lectern</title>');
  }
});

test('files with a hash in their name are kept for ever, and come compressed', async () => {
  const plain = await app.inject('/assets/main-abc.js');
  expect(plain.body).toBe(code);
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const small = await app.inject({ url: '/assets/main-abc.js', headers: { 'accept-encoding': 'gzip, br' } });
  expect(small.headers['content-encoding']).toBe('br');
  expect(small.headers['content-type']).toMatch('javascript');
  expect(small.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length);
});

test('what libraries bring has no hash in its name, and is asked for anew', async () => {
  const answer = await app.inject('/assets/pdf/table.bcmap');
  expect(answer.body).toBe('table');
  expect(answer.headers['cache-control']).toBe('no-cache');
});

test('nothing outside the built app is served, and what is missing is 404 with a code', async () => {
  for (const url of [
    '/assets/missing.js',
    '/api/nothing/',
    '/assets/../../secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
  ]) {
    const answer = await app.inject(url);
    expect(answer.body, url).not.toContain('secret');
  }
  expect((await app.inject('/assets/missing.js')).json()).toMatchObject({ code: 'not_found' });
  expect((await app.inject('/api/nothing/')).json()).toMatchObject({ code: 'not_found' });
  expect((await app.inject('/.built-from')).body).not.toContain('secret');
});

test('only the workers that blur and that read PDFs may make code of bytes, and they reach nothing but our files', async () => {
  for (const [name, encoding] of [
    ['blur', 'identity'],
    ['blur', 'br'],
    ['pdf', 'identity'],
  ]) {
    const url = `/assets/${name}-worker-abc.js`;
    const worker = await app.inject({ url, headers: { 'accept-encoding': encoding } });
    expect(worker.headers['content-security-policy'], `${name} ${encoding}`).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
    );
  }
  for (const url of ['/', '/sessions/1/live', '/assets/main-abc.js']) {
    const policy = (await app.inject(url)).headers['content-security-policy'];
    expect(policy, url).toContain("default-src 'self'");
    expect(policy, url).not.toContain('wasm');
  }
});
