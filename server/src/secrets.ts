import { randomBytes } from 'node:crypto';
import { chmod, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isMissing } from '#files/trouble.ts';
import { tryJson } from '#try-json.ts';
import { replaceFile } from './replace-file.ts';
import { StartRefusal } from './start-refusal.ts';

const secrets = z.object({
  /** Signs the cookies of those who are signed in. */
  authSecret: z.string().min(32),
  databasePassword: z.string().min(1),
  livekitApiKey: z.string().min(1),
  livekitApiSecret: z.string().min(32),
});

export type Secrets = z.infer<typeof secrets>;

/** The site's secrets, made at its first start. They lie in a file that only its owner can read. */
export async function loadSecrets(file: string): Promise<Secrets> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
  if (text === null) {
    const made: Secrets = {
      authSecret: randomSecret(),
      databasePassword: randomSecret(),
      livekitApiKey: `lectern${randomBytes(6).toString('hex')}`,
      livekitApiSecret: randomSecret(),
    };
    await replaceFile(file, `${JSON.stringify(made, null, 2)}\n`);
    return made;
  }
  await chmod(file, 0o600);
  // The parser's own message would quote what it read.
  const parsed = secrets.safeParse(tryJson(text));
  if (!parsed.success) throw new StartRefusal(`${file} is damaged; restore it from a backup of the data folder.`);
  return parsed.data;
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
