import type { Heard, Participant } from '@lectern/contract';
import type { MediaLink } from '#live/membership.ts';
import type { OutgoingSound, SoundProbe } from '#live/sound-probe.ts';
import { HearingReport } from './hearing-report.ts';
import { IncomingWatch } from './incoming-watch.ts';
import { type Deaf, type ListenersNotice, listenersNotice, noteHeard } from './listeners.ts';
import { judgeOwn, type OwnJudgement } from './outgoing.ts';
import { nextRepair, type Progress, type Repair } from './repair.ts';

/** What is known of the room besides its sounds. */
export interface RoomFacts {
  account_id: number;
  participants: readonly Participant[];
  /** Those whose connection to the server is missing: what they hear is not known. */
  absent: ReadonlySet<number>;
  link: MediaLink;
  /** The list of who is inside, and with what turned on, is up to date. */
  current: boolean;
  /** The browser keeps sound back until somebody clicks; there is a button for that already. */
  sound_blocked: boolean;
}

export type RepairState = 'offered' | 'running' | 'failed';

/** What is wrong for whoever speaks. */
export type OwnNotice =
  | { kind: 'silent' }
  | { kind: 'not_sent'; repair: RepairState }
  | Exclude<ListenersNotice, { kind: 'none_does' }>
  | (Extract<ListenersNotice, { kind: 'none_does' }> & { repair: RepairState });

export interface HearingState {
  /** Whose sound may be missing here. */
  missing: { account_ids: readonly number[]; repair: RepairState } | null;
  own: OwnNotice | null;
}

type Probe = Pick<SoundProbe, 'incoming' | 'count' | 'outgoing' | 'receiveAnew' | 'sendAnew'>;

export interface HearingParts {
  /** Null where no connection stands. */
  probe: () => Promise<Probe | null>;
  /** Makes the media connection anew. */
  renew: () => void;
  tell: (missing: number[], again: number[]) => void;
  now: () => number;
}

const LOOK_EVERY = 1_000;
/** A connection that has just come back may still be bringing the sounds, in milliseconds. */
const CUT_OFF_AFTER = 2_000;
export const ALL_IS_WELL: HearingState = { missing: null, own: null };

/** Watches whether the others are heard here, and whether they hear us; says so on both sides, and repairs it when asked. */
export class HearingWatch {
  readonly #parts: HearingParts;
  readonly #readers = new Set<() => void>();
  readonly #incoming = new IncomingWatch();
  readonly #report: HearingReport;
  #facts: RoomFacts;
  #deaf: Deaf = new Map();
  #own: OwnJudgement | null = null;
  #ownRepair: Repair | null = null;
  #lookedAt: number;
  #cutOff = 0;
  #looking = false;
  #state: HearingState = ALL_IS_WELL;

  constructor(parts: HearingParts, facts: RoomFacts) {
    this.#parts = parts;
    this.#facts = facts;
    this.#lookedAt = parts.now();
    this.#report = new HearingReport(parts.tell);
  }

  readonly getState = (): HearingState => this.#state;

  readonly subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  };

  /** Looks every second until the returned function is called. */
  start(): () => void {
    const timer = setInterval(() => void this.look(), LOOK_EVERY);
    return () => clearInterval(timer);
  }

  know(facts: RoomFacts): void {
    this.#facts = facts;
  }

  hear(heard: Heard): void {
    this.#deaf = noteHeard(this.#deaf, heard, this.#parts.now());
    this.#publish();
  }

  /** Asks anew for every sound that is missing. */
  async repairIncoming(): Promise<void> {
    const ids = this.#incoming.beginRepair(this.#parts.now());
    this.#publish();
    const probe = await this.#parts.probe();
    await Promise.all(ids.map((id) => probe?.receiveAnew(id).catch(() => undefined)));
  }

  /** Sends the own microphone anew. */
  async repairOwn(): Promise<void> {
    this.#ownRepair = { stage: 'asking', since: this.#parts.now() };
    this.#publish();
    const probe = await this.#parts.probe();
    await probe?.sendAnew().catch(() => undefined);
  }

  /** One look at everything. Where the one before still goes on, it is enough. */
  async look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#lookOnce();
    } catch {
      // A connection that went away meanwhile, or a part of the page that could not be loaded: the next look comes soon.
    } finally {
      this.#looking = false;
    }
  }

  async #lookOnce(): Promise<void> {
    const now = this.#parts.now();
    const elapsed = now - this.#lookedAt;
    this.#lookedAt = now;
    const { link } = this.#facts;
    const probe = link === 'connected' ? await this.#parts.probe() : null;
    this.#cutOff = link === 'connected' || link === 'resuming' ? 0 : this.#cutOff + elapsed;
    if (probe) await this.#incoming.look(probe, this.#listedAsOn(), elapsed);
    else this.#incoming.forget();
    const outgoing = probe ? await probe.outgoing() : null;
    this.#judgeOwn(outgoing, now, elapsed);
    const missing = this.#cutOff >= CUT_OFF_AFTER ? this.#listedAsOn() : this.#incoming.missing();
    if (link !== 'resuming') this.#report.say(missing, now);
    this.#followRepairs(probe !== null, now);
    this.#publish();
  }

  #judgeOwn(outgoing: OutgoingSound | null, now: number, elapsed: number): void {
    const { participants, account_id, current } = this.#facts;
    const mine = participants.find(({ user }) => user.id === account_id);
    const listed = current && mine ? mine.audio_enabled : null;
    this.#own = judgeOwn(this.#own, outgoing, { now, elapsed, listed });
  }

  #followRepairs(connected: boolean, now: number): void {
    let renew = this.#incoming.followRepairs(connected, now);
    if (this.#ownRepair) {
      const before = this.#ownRepair;
      this.#ownRepair = nextRepair(before, this.#ownProgress(before.since), now);
      if (before.stage === 'asking' && this.#ownRepair?.stage === 'renewing') renew = true;
    }
    if (renew) this.#parts.renew();
  }

  /** It is back where there was sound since, and that was sent. */
  #ownProgress(since: number): Progress {
    if (this.#ownTrouble() !== null) return 'lacking';
    if (!this.#own) return 'unclear';
    const { sounded_at, unsent, unacknowledged, unlisted } = this.#own;
    const isCarried = sounded_at !== null && sounded_at > since && unsent + unacknowledged + unlisted === 0;
    return isCarried ? 'back' : 'unclear';
  }

  /** The others whose microphones are on, by the session's list. */
  #listedAsOn(): number[] {
    const { participants, account_id } = this.#facts;
    return participants.filter((one) => one.audio_enabled && one.user.id !== account_id).map(({ user }) => user.id);
  }

  #ownTrouble(): 'silent' | ListenersNotice | 'not_sent' | null {
    if (!this.#own) return null;
    if (this.#own.trouble) return this.#own.trouble;
    const { participants, account_id, absent } = this.#facts;
    const others = participants.map(({ user }) => user).filter(({ id }) => id !== account_id && !absent.has(id));
    return listenersNotice(this.#deaf, others, this.#own.sounded_at, this.#parts.now());
  }

  #ownNotice(): OwnNotice | null {
    const repair = repairState(this.#ownRepair ? [this.#ownRepair] : []);
    const trouble = this.#ownTrouble();
    if (trouble === null) return this.#ownRepair && repair === 'running' ? { kind: 'not_sent', repair } : null;
    if (trouble === 'silent') return { kind: 'silent' };
    if (trouble === 'not_sent') return { kind: 'not_sent', repair };
    return trouble.kind === 'none_does' ? { ...trouble, repair } : trouble;
  }

  #missing(): HearingState['missing'] {
    const { participants, sound_blocked, link } = this.#facts;
    const inside = new Set(participants.map(({ user }) => user.id));
    const { account_ids, repairs } = this.#incoming.shown(sound_blocked);
    const here = account_ids.filter((id) => inside.has(id));
    const repair = repairState(repairs);
    // While nothing comes at all, the room says so; but what is being repaired is not broken off.
    if (here.length === 0 || (link !== 'connected' && repair !== 'running')) return null;
    return { account_ids: here, repair };
  }

  #publish(): void {
    const next: HearingState = { missing: this.#missing(), own: this.#ownNotice() };
    if (JSON.stringify(next) === JSON.stringify(this.#state)) return;
    this.#state = next;
    for (const reader of this.#readers) reader();
  }
}

function repairState(repairs: readonly Repair[]): RepairState {
  if (repairs.some(({ stage }) => stage !== 'failed')) return 'running';
  return repairs.length > 0 ? 'failed' : 'offered';
}
