import { Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

export function Done({ children }: { children: ReactNode }) {
  return (
    <Group gap={6} c="var(--accent-ink)">
      <IconCheck size={18} aria-hidden />
      <Text component="span">{children}</Text>
    </Group>
  );
}
