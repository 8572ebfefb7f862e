import { useCallback, useState } from 'react';

/** Whom this person wants to have in view. It lasts as long as they are in the room. */
export function usePins() {
  const [pins, setPins] = useState<ReadonlySet<number>>(new Set());
  const togglePin = useCallback((account_id: number) => {
    setPins((before) => {
      const after = new Set(before);
      if (!after.delete(account_id)) after.add(account_id);
      return after;
    });
  }, []);
  return { pins, togglePin };
}
