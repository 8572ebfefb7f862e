import type { SessionView } from '@lectern/contract';
import { changeCohost } from '#api/moderation.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { PeopleChoice } from './PeopleChoice.tsx';
import { cohosts, learnersBut } from './who-may.ts';

/** For the creator: who runs the class with them. Named before the start, they may also start it. */
export function Cohosts({ view }: { view: SessionView }) {
  const { t } = useTexts();
  const named = cohosts(view);
  return (
    <PeopleChoice
      text={t('moderation.room.cohostsHint')}
      chosen={named}
      label={t('moderation.room.cohosts')}
      takeOut={(name) => t('moderation.room.dismiss', { name })}
      others={learnersBut(view, named)}
      whom={t('moderation.room.cohostWhom')}
      onChange={(account_id, on) => changeCohost(view.session.id, account_id, on)}
    />
  );
}
