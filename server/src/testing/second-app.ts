import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type AppDeps, buildApp } from '#app.ts';
import { AUTH_SECRET, type TestApp } from './test-app.ts';

/** The key and secret of the second app's media engine, which is the real one without a LiveKit to talk to. */
export const MEDIA_KEY = 'key';
export const MEDIA_SECRET = 'a-media-secret-of-the-tests-that-is-long-enough';

/** Another app on the test's database and clock, with other settings. Whoever builds it closes it. */
export async function buildSecondApp(
  t: TestApp,
  { publicUrl = 'http://localhost:3000', ...deps }: Partial<AppDeps> & { publicUrl?: string },
): Promise<FastifyInstance> {
  const app = await buildApp({
    config: { publicUrl },
    databaseUrl: t.databaseUrl,
    authSecret: AUTH_SECRET,
    redisUrl: null,
    livekit: { url: 'http://127.0.0.1:9', apiKey: MEDIA_KEY, apiSecret: MEDIA_SECRET, browserUrl: null },
    filesDir: t.filesDir,
    recordings: { folder: t.recordingsDir, bucket: null },
    webDir: null,
    logger: pino({ level: 'silent' }),
    now: () => t.clock.now,
    migrate: false,
    runClock: false,
    ...deps,
  });
  await app.ready();
  return app;
}
