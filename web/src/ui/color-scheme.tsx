import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react';
import { theme } from './theme.ts';

/** The same key as in public/color-scheme.js, which runs before the first paint. */
const manager = localStorageColorSchemeManager({ key: 'lectern-color-scheme' });

const ForceDark = createContext<(forced: boolean) => void>(() => undefined);

export function ColorScheme({ children }: { children: ReactNode }) {
  const [forced, setForced] = useState(false);
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
      {...(forced ? { forceColorScheme: 'dark' as const } : {})}
    >
      <ForceDark value={setForced}>{children}</ForceDark>
    </MantineProvider>
  );
}

/** Dark while the component is there, whatever was chosen: pictures of people are seen best so. */
export function useDark(): void {
  const force = useContext(ForceDark);
  useLayoutEffect(() => {
    force(true);
    return () => force(false);
  }, [force]);
}
