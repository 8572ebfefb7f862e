import { IconMessageCircle } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './ChatPanel.module.css';

export function NoMessages({ text }: { text: string }) {
  const { t } = useTexts();
  return (
    <div className={classes.empty}>
      <IconMessageCircle size={36} stroke={1.25} aria-hidden />
      <strong>{t('chat.empty')}</strong>
      <span>{text}</span>
    </div>
  );
}
