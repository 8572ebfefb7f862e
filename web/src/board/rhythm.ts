import type { Rhythm } from './page-binding.ts';

/** How long changes are collected before they are sent, in milliseconds: less than anybody sees. */
const MOMENT = 40;

export const rhythm: Rhythm = {
  frame: (run) => {
    const asked = requestAnimationFrame(run);
    return () => cancelAnimationFrame(asked);
  },
  moment: (run) => {
    const timer = setTimeout(run, MOMENT);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};
