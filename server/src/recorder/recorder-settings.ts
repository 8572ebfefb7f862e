import { Id } from '@lectern/contract';
import { z } from 'zod';

/**
 * What a recorder is told when it is started, as one line of JSON at its standard input: there are secrets in it. Its
 * input ends with that, and it lives on where whoever started it is gone.
 */
export const RecorderSettings = z.object({
  recording_id: Id,
  session_id: Id,
  take: z.int().positive(),
  /** The recording's own folder, absolute. */
  folder: z.string(),
  databaseUrl: z.string(),
  livekit: z.object({ url: z.string(), apiKey: z.string(), apiSecret: z.string() }),
  logLevel: z.string(),
});
export type RecorderSettings = z.infer<typeof RecorderSettings>;
