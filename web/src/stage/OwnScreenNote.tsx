import { Button } from '@mantine/core';
import { IconScreenShareOff } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { useOwnScreen } from '#screen/use-own-screen.ts';
import classes from './OwnScreenNote.module.css';
import type { ScreenViewProps } from './ScreenView.tsx';
import { Video } from './Video.tsx';

/** In the place of the own screen: that it is seen, and a small picture of what is. */
export function OwnScreenNote({ feed, participant, picture }: ScreenViewProps) {
  const { t } = useTexts();
  const { own } = useOwnScreen(feed.view.session.id);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div role="group" aria-label={t('screen.of', { name: personName(participant.user) })} className={classes.note}>
      <Video picture={picture} mirrored={false} className={classes.preview} />
      <p className={classes.words}>
        <strong>{t('screen.own')}</strong>
        <span className={classes.hint}>{t('screen.ownHint')}</span>
      </p>
      <Button
        color="red.9"
        size="sm"
        leftSection={<IconScreenShareOff size={18} aria-hidden />}
        className={classes.stop}
        onClick={() => own.stop()}
      >
        {t('screen.stop')}
      </Button>
    </div>
  );
}
