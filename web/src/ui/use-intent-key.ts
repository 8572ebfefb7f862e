import { useCallback, useRef } from 'react';
import { randomKey } from './random-key.ts';

/**
 * One key per thing a person wants created: the same while it is tried again, so that a retry makes no second one, and a
 * new one when what is wanted changes.
 */
export function useIntentKey(): (wanted: unknown) => string {
  const last = useRef({ wanted: '', key: '' });
  return useCallback((wanted) => {
    const text = JSON.stringify(wanted);
    if (last.current.wanted !== text) last.current = { wanted: text, key: randomKey() };
    return last.current.key;
  }, []);
}
