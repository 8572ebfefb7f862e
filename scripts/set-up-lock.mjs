import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root, say } from './command.mjs';

const lock = path.join(root, '.cache', 'set-up.lock');
let depth = 0;

/** Does the work while no other script of this checkout does such work: two installations at once would break both. */
export async function alone(work) {
  if (depth === 0) await take();
  depth += 1;
  try {
    return await work();
  } finally {
    depth -= 1;
    if (depth === 0) rmSync(lock, { force: true });
  }
}

async function take() {
  mkdirSync(path.dirname(lock), { recursive: true });
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      process.once('exit', () => depth > 0 && rmSync(lock, { force: true }));
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(readHolder());
    if (holder && !isRunning(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) say(`Another set-up of this checkout is under way (process ${holder}); waiting for it …`);
    told = true;
    await delay(300);
  }
}

function readHolder() {
  try {
    return readFileSync(lock, 'utf8');
  } catch {
    return '';
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
