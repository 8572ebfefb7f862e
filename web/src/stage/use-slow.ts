import { useEffect, useState } from 'react';

/** How long something may take before one is told that it takes a while, in milliseconds. */
const PATIENCE = 250;

/** True once something has gone on for so long that people wonder; what lasts a moment is not worth a word. */
export function useSlow(busy: boolean, patience = PATIENCE): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(() => setSlow(true), patience);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy, patience]);
  return slow;
}
