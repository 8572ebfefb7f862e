import { Paper, type PaperProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** A quiet box for one thing. */
export function Card({ children, ...props }: PaperProps & { children: ReactNode }) {
  return (
    <Paper
      p={{ base: 'lg', sm: 'xl' }}
      radius="lg"
      withBorder
      bg="var(--card)"
      {...props}
      style={{ borderColor: 'var(--line)' }}
    >
      {children}
    </Paper>
  );
}
