import '#i18n/add-room-texts.ts';
import { Button } from '@mantine/core';
import { IconMicrophone2 } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { endWord } from '#api/hands.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { playTone } from '#ui/tone.ts';
import classes from './WordNotice.module.css';

/** Tells a person that they have been given the word, until it is given back or taken back. */
export function WordNotice({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const { room, account_id, session } = feed.view;
  const isMine = room?.word?.id === account_id;
  const before = useRef(isMine);
  const end = useMutation({ mutationFn: () => endWord(session.id) });
  useEffect(() => {
    if (isMine && !before.current) playTone(523, 784);
    before.current = isMine;
  }, [isMine]);
  return (
    <div role="status" className={classes.place}>
      {isMine && (
        <div className={classes.notice}>
          <IconMicrophone2 size={20} aria-hidden />
          <strong>{t('hands.youHaveWord')}</strong>
          <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            {t('hands.giveBack')}
          </Button>
        </div>
      )}
    </div>
  );
}
