import type { BrowserContext } from '@playwright/test';

declare global {
  interface Window {
    /** How often the page asked in vain to compute sound. */
    refusals: number;
  }
}

/**
 * Which click lets sound in: 'any' for one anywhere since the page was loaded, as most browsers take it, and 'late'
 * for one after something was not let play, as the strictest do: there the click on Join is of no use.
 */
export type LetIn = 'any' | 'late';

/**
 * Holds sound back as browsers do that people have. Headless Chromium never does, whatever its policy says, so a page
 * of this context is made to: what has sound does not play, and no sound can be computed, until the click that counts.
 */
export async function holdSoundBack(context: BrowserContext, letIn: LetIn): Promise<void> {
  await context.addInitScript((which) => {
    let held = true;
    let wasToPlay = false;
    window.refusals = 0;
    for (const gesture of ['pointerdown', 'keydown']) {
      window.addEventListener(
        gesture,
        ({ isTrusted }) => (held &&= !isTrusted || (which === 'late' && !wasToPlay)),
        true,
      );
    }

    const media = HTMLMediaElement.prototype;
    const hasSound = (element: HTMLMediaElement) => element instanceof HTMLAudioElement || !element.muted;
    const { play } = media;
    media.play = function () {
      if (!held || !hasSound(this)) return play.call(this);
      wasToPlay = true;
      return Promise.reject(new DOMException('play() failed: nobody clicked yet.', 'NotAllowedError'));
    };
    // Nor does it begin by itself.
    const autoplay = Object.getOwnPropertyDescriptor(media, 'autoplay');
    Object.defineProperty(media, 'autoplay', {
      ...autoplay,
      set(this: HTMLMediaElement, wanted: boolean) {
        autoplay?.set?.call(this, wanted && !(held && hasSound(this)));
      },
    });

    const Computed = window.AudioContext;
    window.AudioContext = class extends Computed {
      #isHeld = held;
      constructor(options?: AudioContextOptions) {
        super(options);
        if (held) void super.suspend();
      }
      override get state() {
        return this.#isHeld ? 'suspended' : super.state;
      }
      override async resume() {
        // As in a browser, it neither succeeds nor fails.
        if (held) {
          window.refusals++;
          await new Promise(() => undefined);
        }
        this.#isHeld = false;
        await super.resume();
      }
    };
  }, letIn);
}
