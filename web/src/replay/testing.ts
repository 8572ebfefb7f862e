import type { Clip, ClipSource } from '@lectern/contract';

let next_id = 1;

export function clip(source: ClipSource, person: number, from: number, to: number): Clip {
  const sound = source === 'microphone' || source === 'screen_audio';
  const size = sound ? null : 360;
  next_id += 1;
  return {
    id: next_id,
    person,
    breakout_id: null,
    source,
    from,
    to,
    media_type: 'video/webm',
    width: size,
    height: size,
  };
}

/** A media element that plays by the test's clock, and loads when the test says so. */
export class FakeElement {
  src = '';
  duration = Number.NaN;
  readyState = 0;
  paused = true;
  seeking = false;
  error: MediaError | null = null;
  volume = 1;
  muted = false;
  loads = 0;
  seeks = 0;
  blocked = false;
  private rate = 1;
  private base = 0;
  private since = 0;
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  get currentTime(): number {
    const at = this.paused ? this.base : this.base + ((this.now() - this.since) / 1000) * this.rate;
    return Math.min(at, Number.isFinite(this.duration) ? this.duration : at);
  }

  set currentTime(to: number) {
    this.seeks += 1;
    this.place(to);
    this.seeking = true;
  }

  get playbackRate(): number {
    return this.rate;
  }

  set playbackRate(to: number) {
    this.place(this.currentTime);
    this.rate = to;
  }

  get ended(): boolean {
    return Number.isFinite(this.duration) && this.currentTime >= this.duration;
  }

  /** It is off by as much. */
  slip(seconds: number): void {
    this.place(this.currentTime + seconds);
  }

  /** What it needs is here. */
  loaded(duration = 3600): void {
    this.duration = duration;
    this.readyState = 4;
    this.seeking = false;
  }

  fail(): void {
    this.readyState = 0;
    this.error = { code: 2, message: '' } as MediaError;
  }

  async play(): Promise<void> {
    if (this.blocked) throw new DOMException('', 'NotAllowedError');
    this.place(this.currentTime);
    this.paused = false;
  }

  pause(): void {
    this.place(this.currentTime);
    this.paused = true;
  }

  load(): void {
    this.loads += 1;
    this.error = null;
    this.readyState = 0;
    this.duration = Number.NaN;
    this.seeking = false;
    this.paused = true;
    this.place(0);
  }

  removeAttribute(): void {
    this.src = '';
  }

  private place(at: number): void {
    this.base = at;
    this.since = this.now();
  }
}
