import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDataFolder } from './data-folder.ts';

const ADDRESS = 'http://127.0.0.1:3000';
let folder: string;
const children: ChildProcess[] = [];
const say = vi.fn();

function open() {
  return openDataFolder(folder, ADDRESS, say);
}

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'folder-')), 'data');
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
  await rm(path.dirname(folder), { recursive: true });
});

/** Another process that opens the folder, says whether it could, and keeps it until it is killed. */
async function openElsewhere(): Promise<{ child: ChildProcess; opened: boolean }> {
  const code = `
    const { openDataFolder } = await import(${JSON.stringify(new URL('./data-folder.ts', import.meta.url).href)});
    openDataFolder(${JSON.stringify(folder)}, 'http://elsewhere', () => {}).then(
      () => process.send('opened'),
      () => process.send('refused'),
    );
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  children.push(child);
  const [answer] = await once(child, 'message');
  return { child, opened: answer === 'opened' };
}

test('a second server is refused and told who has the folder', async () => {
  const { child, opened } = await openElsewhere();
  expect(opened).toBe(true);
  const refusal = expect(open()).rejects;
  await refusal.toThrow(new RegExp(`process ${child.pid}, at http://elsewhere, since \\d{4}-`));
});

test('of many that start at once, one gets the folder', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, openElsewhere));
  expect(all.filter(({ opened }) => opened)).toHaveLength(1);
});

test('after a kill -9 the next server takes over', async () => {
  const { child } = await openElsewhere();
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await open()).release();
});

test('one that is stopping is waited for', async () => {
  const first = await open();
  await first.announceStopping();
  const second = open();
  await vi.waitFor(() => expect(say).toHaveBeenCalledWith(expect.stringContaining(`process ${process.pid}`)));
  await first.release();
  await (await second).release();
});

test('a note whose pid now belongs to another process is no hindrance', async () => {
  await (await open()).release();
  // Our own pid certainly runs; it is just not the process that wrote this.
  const note = {
    pid: process.pid,
    startedAt: 'another boot/1',
    address: ADDRESS,
    since: new Date().toISOString(),
    stopping: true,
  };
  await writeFile(path.join(folder, 'holder.json'), JSON.stringify(note));
  await (await open()).release();
});

test('secrets are made once, strong, and for our eyes only', async () => {
  const first = await open();
  await first.release();
  const { mode } = await stat(path.join(folder, 'secrets.json'));
  expect(mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o066).toBe(0);
  for (const secret of [first.secrets.authSecret, first.secrets.databasePassword, first.secrets.livekitApiSecret]) {
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
  }
  const again = await open();
  await again.release();
  expect(again.secrets).toEqual(first.secrets);
});

test('damaged secrets are refused without showing them, and not replaced', async () => {
  await (await open()).release();
  const file = path.join(folder, 'secrets.json');
  const damaged = (await readFile(file, 'utf8')).slice(0, -20);
  await writeFile(file, damaged);
  const error = await open().catch((reason: unknown) => String(reason));
  expect(error).toMatch(/secrets\.json is damaged/);
  for (const word of damaged.match(/[\w-]{40,}/g) ?? []) expect(error).not.toContain(word);
  expect(await readFile(file, 'utf8')).toBe(damaged);
});

test('a folder that cannot be made is named with the variable', async () => {
  await writeFile(path.join(path.dirname(folder), 'file'), '');
  const inside = path.join(path.dirname(folder), 'file', 'data');
  await expect(openDataFolder(inside, ADDRESS, say)).rejects.toThrow(/file\/data cannot be created .* LECTERN_DATA/);
});
