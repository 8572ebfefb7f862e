import { type ComponentType, lazy } from 'react';

/** How long after a failed try a part of the page is asked for again, in milliseconds. */
const RETRY_AFTER = 1_500;

/** A part of a page that loads when it is first shown, or before by `preload`. Without a network it is asked for until it comes. */
export function lazyPart<Props>(load: () => Promise<ComponentType<Props>>) {
  let loading: Promise<ComponentType<Props>> | null = null;
  const preload = () => {
    loading ??= untilLoaded(load);
    return loading;
  };
  return { Part: lazy(async () => ({ default: await preload() })), preload };
}

/** Rejects never: what is not there yet comes with the network. */
export async function untilLoaded<Value>(load: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
    }
  }
}
