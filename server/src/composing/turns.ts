import os from 'node:os';

/** How much of the machine a running class may need, before composing stands still; and less than which, before it goes on. */
const BUSY = 0.6;
const CALM = 0.4;
/** For how many looks, one a second, it must have been so: a page that loads is no class that starves. */
const LOOKS = 3;
const LOOK_EVERY = 1_000;

export interface Load {
  /** Whether any session runs. */
  class_runs: boolean;
  /** Which part of the machine is at work for those who do not stand back themselves, from 0 to 1; latest first. */
  busy: readonly number[];
}

/** Whether composing may use the machine now. It always may where no session runs, and does not flicker. */
export function mayCompose(composes: boolean, { class_runs, busy }: Load): boolean {
  if (!class_runs) return true;
  const latest = busy.slice(0, LOOKS);
  if (latest.length < LOOKS) return composes;
  if (composes) return !latest.every((one) => one > BUSY);
  return latest.every((one) => one < CALM);
}

/** What the machine's processors have done so far, in any unit. */
export interface Worked {
  /** For those who do not stand back. */
  busy: number;
  all: number;
}

export function readWorked(cpus = os.cpus()): Worked {
  const sum = { busy: 0, all: 0 };
  for (const { times } of cpus) {
    const busy = times.user + times.sys + times.irq;
    sum.busy += busy;
    sum.all += busy + times.nice + times.idle;
  }
  return sum;
}

export interface Turns {
  /** Has a process stand still and go on with the rest. Whoever took it leaves. */
  take(pid: number): () => void;
  /** Whether it stands still. */
  waits(): boolean;
  stop(): void;
}

export interface TurnsParts {
  anySessionRuns: () => Promise<boolean>;
  onError: (error: unknown) => void;
  worked?: () => Worked;
  /** For tests. */
  look_every?: number;
}

/** Has processes stand still while a running class needs the machine. It looks only while there are any. */
export function createTurns({
  anySessionRuns,
  onError,
  worked = readWorked,
  look_every = LOOK_EVERY,
}: TurnsParts): Turns {
  const pids = new Set<number>();
  let composes = true;
  let timer: NodeJS.Timeout | null = null;
  let before: Worked | null = null;
  let busy: number[] = [];

  async function look(): Promise<void> {
    const now = worked();
    if (before && now.all > before.all) {
      busy = [(now.busy - before.busy) / (now.all - before.all), ...busy].slice(0, LOOKS);
    }
    before = now;
    const may = mayCompose(composes, { class_runs: await anySessionRuns(), busy });
    if (may === composes) return;
    composes = may;
    for (const pid of pids) signal(pid);
  }

  function signal(pid: number): void {
    try {
      process.kill(pid, composes ? 'SIGCONT' : 'SIGSTOP');
    } catch {
      // It has just ended.
    }
  }

  function again(): void {
    timer = setTimeout(async () => {
      await look().catch(onError);
      if (timer) again();
    }, look_every);
    timer.unref();
  }

  function stop(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    before = null;
    busy = [];
    composes = true;
    for (const pid of pids) signal(pid);
  }

  return {
    take(pid) {
      pids.add(pid);
      if (!composes) signal(pid);
      if (!timer) again();
      return () => {
        pids.delete(pid);
      };
    },
    waits: () => !composes,
    stop,
  };
}
