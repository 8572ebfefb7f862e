/** What one join took, in milliseconds after the click. Zero or less would mean media before the click. */
export interface JoinTimes {
  video: number;
  audio: number;
  /** Only where the page sends its own camera: its first packet sent. */
  sent: number | null;
  /** Marks that the page or the probe set (performance.mark), and the page's requests, for finding where the time went. */
  marks: Record<string, number>;
  /** Counters of the received video at the end. */
  counters: Record<string, number>;
}

export interface ProbeOptions {
  /** The page sends its own camera after the click. */
  expectSent: boolean;
  /** How long the page pretends to be too busy to apply the server's answer, in milliseconds. */
  busy: number;
}

declare global {
  interface Window {
    joinTimes?: Promise<JoinTimes>;
  }
}

/**
 * Runs in the page before its own scripts, whoever wrote it: watches for clicks on buttons, then for the first remote
 * frame drawn in any video element and the first remote audio packet. The last click before them is the one on Join.
 * Must not use anything outside itself.
 */
export function installProbe({ expectSent, busy }: ProbeOptions): void {
  const remote = new Set<MediaStreamTrack>();
  const audioReceivers = new Set<RTCRtpReceiver>();
  const videoReceivers = new Set<RTCRtpReceiver>();
  const connections: RTCPeerConnection[] = [];
  const videos = new WeakSet<HTMLVideoElement>();
  let clicked: number | undefined;

  const NativeConnection = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends NativeConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
      this.addEventListener('track', ({ track, receiver }) => {
        remote.add(track);
        performance.mark(`${track.kind} track`);
        (track.kind === 'audio' ? audioReceivers : videoReceivers).add(receiver);
      });
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      if (busy > 0 && clicked !== undefined) await new Promise((resolve) => setTimeout(resolve, busy));
      if (clicked !== undefined) performance.mark(`${description.type} came`);
      await super.setRemoteDescription(description);
      if (clicked !== undefined) performance.mark(`${description.type} applied`);
    }
  };

  const firstClick = new Promise<number>((resolve) => {
    const onClick = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.target.closest('button, a') === null) return;
      clicked = event.timeStamp;
      resolve(event.timeStamp);
    };
    document.addEventListener('click', onClick, true);
  });

  const firstFrame = new Promise<number>((resolve) => {
    const watch = (video: HTMLVideoElement) => {
      video.requestVideoFrameCallback((now) => {
        const tracks = video.srcObject instanceof MediaStream ? video.srcObject.getVideoTracks() : [];
        if (tracks.some((track) => remote.has(track))) resolve(now);
        else watch(video);
      });
    };
    const source = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
    if (source?.set === undefined) throw new Error('No srcObject to watch');
    const setSource = source.set;
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
      ...source,
      set(this: HTMLMediaElement, stream: MediaStream | null) {
        setSource.call(this, stream);
        if (this instanceof HTMLVideoElement && !videos.has(this)) {
          performance.mark(`video attached at ${this.clientWidth}x${this.clientHeight}`);
          videos.add(this);
          watch(this);
        }
      },
    });
  });

  /** Seldom enough that asking does not itself slow the page down. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 25));

  async function report(source: RTCRtpReceiver | RTCRtpSender, type: string): Promise<Record<string, number>> {
    for (const one of (await source.getStats()).values()) if (one.type === type) return one;
    return {};
  }

  /** getStats answers from a cache of 50 ms, so the first audio packet's time is reckoned back from the last one's. */
  async function firstAudioPacket(): Promise<number> {
    await firstClick;
    while (true) {
      for (const receiver of audioReceivers) {
        const { packetsReceived = 0, lastPacketReceivedTimestamp } = await report(receiver, 'inbound-rtp');
        if (packetsReceived > 0 && lastPacketReceivedTimestamp !== undefined) {
          const packetLasts = 20;
          return lastPacketReceivedTimestamp - performance.timeOrigin - (packetsReceived - 1) * packetLasts;
        }
      }
      await pause();
    }
  }

  async function firstVideoSent(): Promise<number> {
    await firstClick;
    while (true) {
      for (const sender of videoSenders()) {
        if (((await report(sender, 'outbound-rtp')).packetsSent ?? 0) > 0) return performance.now();
      }
      await pause();
    }
  }

  const videoSenders = () =>
    connections.flatMap((connection) =>
      connection.signalingState === 'closed'
        ? []
        : connection.getSenders().filter(({ track }) => track?.kind === 'video'),
    );

  async function counters(): Promise<Record<string, number>> {
    const names = ['framesReceived', 'framesDecoded', 'keyFramesDecoded', 'pliCount', 'nackCount', 'frameHeight'];
    const sums: Record<string, number> = {};
    for (const receiver of videoReceivers) {
      const received = await report(receiver, 'inbound-rtp');
      for (const name of names) sums[name] = (sums[name] ?? 0) + (received[name] ?? 0);
    }
    return sums;
  }

  window.joinTimes = (async () => {
    const [video, audio, sent] = await Promise.all([
      firstFrame,
      firstAudioPacket(),
      expectSent ? firstVideoSent() : null,
    ]);
    const start = clicked ?? 0;
    const requests = performance
      .getEntriesByType('resource')
      .filter((entry) => entry instanceof PerformanceResourceTiming && entry.initiatorType === 'fetch')
      .flatMap(({ name, startTime, duration }) => [
        { name: `${new URL(name).pathname} sent`, startTime },
        { name: `${new URL(name).pathname} answered`, startTime: startTime + duration },
      ]);
    const marks = [...performance.getEntriesByType('mark'), ...requests]
      .map(({ name, startTime }) => [name, startTime - start] as const)
      .filter(([, time]) => time >= 0)
      .sort(([, a], [, b]) => a - b);
    return {
      video: video - start,
      audio: audio - start,
      sent: sent === null ? null : sent - start,
      marks: Object.fromEntries(marks),
      counters: await counters(),
    };
  })();
}
