import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { createTurns, mayCompose, readWorked } from './turns.ts';

test.each<[string, boolean, boolean, number[], boolean]>([
  ['no session runs, and the machine is busy', true, false, [0.9, 0.9, 0.9], true],
  ['no session runs any more', false, false, [0.9, 0.9, 0.9], true],
  ['a session runs, and the machine is calm', true, true, [0.2, 0.1, 0.2], true],
  ['a session runs, and the machine is busy', true, true, [0.9, 0.7, 0.8], false],
  ['a session runs, and the machine was busy for a moment', true, true, [0.9, 0.2, 0.2], true],
  ['it stands still, and the machine is still busy', false, true, [0.7, 0.8, 0.9], false],
  ['it stands still, and the machine was calm for a moment', false, true, [0.1, 0.8, 0.9], false],
  ['it stands still, and the machine is calm', false, true, [0.1, 0.2, 0.3], true],
  ['in between it goes on', true, true, [0.5, 0.5, 0.5], true],
  ['in between it stands still', false, true, [0.5, 0.5, 0.5], false],
  ['it has not been looked at for long enough', true, true, [0.9, 0.9], true],
])('%s', (_name, composes, class_runs, busy, expected) => {
  expect(mayCompose(composes, { class_runs, busy })).toBe(expected);
});

test('who stands back is not counted as busy', () => {
  const cpu = { model: '', speed: 0, times: { user: 10, nice: 500, sys: 5, idle: 400, irq: 1 } };
  expect(readWorked([cpu, cpu])).toEqual({ busy: 32, all: 1_832 });
  expect(readWorked().all).toBeGreaterThan(0);
});

const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000 });

/** How the system has it: T stands still, S sleeps. */
async function stateOf(pid: number): Promise<string> {
  const [, state = ''] = /\) (\S)/.exec(await readFile(`/proc/${pid}/stat`, 'utf8')) ?? [];
  return state;
}

test.runIf(process.platform === 'linux')(
  'a process stands still while a class needs the machine, and then goes on',
  async () => {
    const child = spawn('sleep', ['600']);
    const late = spawn('sleep', ['600']);
    await Promise.all([once(child, 'spawn'), once(late, 'spawn')]);
    const [pid = 0, late_pid = 0] = [child.pid, late.pid];
    let clock = 0;
    let busy = 0.9;
    let done = 0;
    const worked = () => {
      clock += 1;
      done += busy;
      return { busy: done, all: clock };
    };
    const turns = createTurns({ anySessionRuns: async () => true, onError: () => {}, worked, look_every: 1 });
    const leave = turns.take(pid);
    await eventually(async () => expect(await stateOf(pid)).toBe('T'));
    expect(turns.waits()).toBe(true);
    turns.take(late_pid);
    await eventually(async () => expect(await stateOf(late_pid)).toBe('T'));
    busy = 0.1;
    await eventually(async () => expect(await stateOf(pid)).toBe('S'));
    await eventually(async () => expect(await stateOf(late_pid)).toBe('S'));
    leave();
    busy = 0.9;
    await eventually(async () => expect(await stateOf(late_pid)).toBe('T'));
    expect(await stateOf(pid)).toBe('S');
    turns.stop();
    await eventually(async () => expect(await stateOf(late_pid)).toBe('S'));
    child.kill();
    late.kill();
  },
);
