import { z } from 'zod';

/** What a worker is told: by the server whose child it is, as one line at its standard input, or by its own environment. */
export const WorkerSettings = z.object({
  databaseUrl: z.string(),
  livekit: z.object({ url: z.string(), apiKey: z.string(), apiSecret: z.string() }),
  recordings: z.object({
    folder: z.string(),
    bucket: z
      .object({
        endpoint: z.string().nullable(),
        region: z.string(),
        bucket: z.string(),
        accessKey: z.string(),
        secretKey: z.string(),
      })
      .nullable(),
    ffmpeg: z.string(),
    atOnce: z.int().positive(),
  }),
  logLevel: z.string(),
});
export type WorkerSettings = z.infer<typeof WorkerSettings>;
