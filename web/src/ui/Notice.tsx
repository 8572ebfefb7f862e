import { Stack, Text, ThemeIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Card } from './Card.tsx';

interface NoticeProps {
  icon: Icon;
  heading: ReactNode;
  children?: ReactNode;
  /** What to do next. */
  actions?: ReactNode;
}

/** One thing to say, why, and what to do next: for empty lists, refusals and ends. */
export function Notice({ icon: Glyph, heading, children, actions }: NoticeProps) {
  return (
    <Card>
      <Stack align="center" gap="md" py="lg" ta="center">
        <ThemeIcon size={56} radius="xl" variant="light" aria-hidden>
          <Glyph size={28} stroke={1.75} />
        </ThemeIcon>
        {heading}
        {children && (
          <Text component="div" c="var(--ink-soft)" maw={460} style={{ textWrap: 'balance' }}>
            {children}
          </Text>
        )}
        {actions}
      </Stack>
    </Card>
  );
}
