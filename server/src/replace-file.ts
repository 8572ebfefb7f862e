import { open, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Writes a whole file for our eyes only. Whatever happens meanwhile, power cuts included, there is either the old
 * one or the new one, never half of it.
 */
export async function replaceFile(file: string, content: string): Promise<void> {
  const unfinished = `${file}.unfinished-${process.pid}`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, file);
  const folder = await open(path.dirname(file));
  await folder.sync().finally(() => folder.close());
}
