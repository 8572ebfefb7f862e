import type { SoundProbe } from '#live/sound-probe.ts';
import { type Judgement, judge, type Look, needsCount } from './incoming.ts';
import { nextRepair, progressOf, type Repair } from './repair.ts';

/** What is thought of each microphone that is on, and the repairs that are under way; by account. */
export class IncomingWatch {
  #judgements: ReadonlyMap<number, Judgement> = new Map();
  #repairs = new Map<number, Repair>();

  /** `listed`: the others whose microphones are on by the session's list, which may be seconds behind. */
  async look(probe: Pick<SoundProbe, 'incoming' | 'count'>, listed: readonly number[], elapsed: number): Promise<void> {
    const sounds = new Map(probe.incoming().map((one) => [one.account_id, one]));
    const on = new Map<number, Omit<Look, 'count'>>();
    for (const [id, sound] of sounds) if (sound.on) on.set(id, sound);
    // Of whom the media engine has told, it is believed: also that their microphone is off.
    for (const id of listed) if (!sounds.has(id)) on.set(id, { path: 'unknown', speaking: false, level: 0 });
    const looks = await Promise.all(
      [...on].map(async ([id, { path, speaking, level }]): Promise<[number, Look]> => {
        const needed = needsCount({ path, speaking }, this.#judgements.get(id)) || this.#repairs.has(id);
        return [id, { path, speaking, level, count: needed ? await probe.count(id) : null }];
      }),
    );
    this.#judgements = new Map(looks.map(([id, look]) => [id, judge(this.#judgements.get(id), look, elapsed)]));
  }

  /** There is no connection to judge by. */
  forget(): void {
    this.#judgements = new Map();
  }

  missing(): number[] {
    return [...this.#judgements].filter(([, { missing }]) => missing).map(([id]) => id);
  }

  /** What its listener is to see: what is missing, and what is being repaired. */
  shown(soundBlocked: boolean): { account_ids: number[]; repairs: Repair[] } {
    const isShown = (id: number) => !(soundBlocked && this.#judgements.get(id)?.lack === 'not_played');
    const ids = new Set([...this.missing().filter(isShown), ...this.#repairs.keys()]);
    return { account_ids: [...ids].sort((one, other) => one - other), repairs: [...this.#repairs.values()] };
  }

  /** Whose sounds are to be asked for anew. */
  beginRepair(now: number): number[] {
    const ids = this.missing();
    this.#repairs = new Map(ids.map((id) => [id, { stage: 'asking', since: now }]));
    return ids;
  }

  /** True where the whole connection is to be made anew. */
  followRepairs(connected: boolean, now: number): boolean {
    let renew = false;
    const next = new Map<number, Repair>();
    for (const [id, repair] of this.#repairs) {
      const after = nextRepair(repair, progressOf(this.#judgements.get(id), connected), now);
      if (repair.stage === 'asking' && after?.stage === 'renewing') renew = true;
      if (after) next.set(id, after);
    }
    this.#repairs = next;
    return renew;
  }
}
