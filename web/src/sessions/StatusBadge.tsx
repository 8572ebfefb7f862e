import type { SessionStatus } from '@lectern/contract';
import { Badge, type MantineColor } from '@mantine/core';
import { useTexts } from '#i18n/use-texts.ts';

/** The word says it; the colour only helps the eye. */
const COLORS: Record<SessionStatus, MantineColor> = {
  pending_approval: 'yellow',
  approved: 'blue',
  scheduled: 'teal',
  ongoing: 'red',
  completed: 'gray',
  cancelled: 'gray',
  expired: 'gray',
};

export function StatusBadge({ status }: { status: SessionStatus }) {
  const { t } = useTexts();
  return (
    <Badge
      variant={status === 'ongoing' ? 'filled' : 'light'}
      color={COLORS[status]}
      autoContrast
      tt="none"
      fw={600}
      size="lg"
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
