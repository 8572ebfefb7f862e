import { useEffect } from 'react';
import type { LiveSession } from '#live/live-session.ts';
import { usePreferences } from '#settings/preferences.ts';

/** Has only these pictures received: what is on the page, and what the person has not forgone to save data. */
export function useShown(
  live: LiveSession,
  known: boolean,
  cameras: readonly number[],
  screens: readonly number[],
): void {
  const { data_saver } = usePreferences();
  // The lists are made anew each time the stage is drawn; what counts is who is in them.
  const cameraKey = listKey(cameras);
  const screenKey = listKey(screens);
  useEffect(() => {
    if (!known) return;
    live.show({
      cameras: new Set(data_saver === 'off' ? listOf(cameraKey) : []),
      screens: new Set(data_saver === 'audio_only' ? [] : listOf(screenKey)),
      saving: data_saver !== 'off',
    });
  }, [live, known, cameraKey, screenKey, data_saver]);
}

const listKey = (ids: readonly number[]) => [...new Set(ids)].sort((one, other) => one - other).join();
const listOf = (key: string) => (key === '' ? [] : key.split(',').map(Number));
