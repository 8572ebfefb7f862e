import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { announce } from './announcer.tsx';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const { copied, copy } = useClipboard();
  const Glyph = copied ? IconCheck : IconCopy;
  return (
    <ActionIcon
      variant="default"
      size="lg"
      aria-label={label}
      onClick={() => {
        copy(text);
        announce(t('copied'));
      }}
    >
      <Glyph size={18} aria-hidden />
    </ActionIcon>
  );
}
