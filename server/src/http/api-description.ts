import { pino } from 'pino';
import { buildApp } from '#app.ts';

/** The API's description as contract/openapi.json holds it. Needs no database and no media engine. */
export async function describedApi(): Promise<string> {
  const app = await buildApp({
    config: { publicUrl: 'http://127.0.0.1:3000' },
    databaseUrl: 'postgresql://localhost/none',
    authSecret: 'only-for-describing-the-routes-to-come',
    redisUrl: null,
    livekit: { url: 'http://127.0.0.1:7880', apiKey: 'none', apiSecret: 'none', browserUrl: null },
    filesDir: 'none',
    recordings: { folder: 'none', bucket: null },
    webDir: null,
    logger: pino({ level: 'silent' }),
    migrate: false,
    runClock: false,
  });
  await app.ready();
  const description = JSON.stringify(app.swagger(), null, 2);
  await app.close();
  return `${description}\n`;
}
