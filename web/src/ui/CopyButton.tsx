import { ActionIcon } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from './announcer.tsx';

export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTexts();
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
