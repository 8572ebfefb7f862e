import { type CSSVariablesResolver, localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { createContext, type ReactNode, useContext, useLayoutEffect, useState } from 'react';
import { theme } from './theme.ts';

/** The same key as in public/color-scheme.js, which runs before the first paint. */
const manager = localStorageColorSchemeManager({ key: 'lectern-color-scheme' });

/** The library's own grey for lesser words is too light to read well on white. */
const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5b6166', '--mantine-color-placeholder': '#666d73' },
  dark: { '--mantine-color-dimmed': '#b4babf', '--mantine-color-placeholder': '#9aa2a8' },
});

const ForceDark = createContext<(forced: boolean) => void>(() => undefined);

export function ColorScheme({ children }: { children: ReactNode }) {
  const [forced, setForced] = useState(false);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
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
