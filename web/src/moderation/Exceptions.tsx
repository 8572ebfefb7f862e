import type { Right, SessionView } from '@lectern/contract';
import { changeExemption } from '#api/moderation.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { PeopleChoice } from './PeopleChoice.tsx';
import { exempt, learnersBut } from './who-may.ts';

/** Who may use a locked right all the same. */
export function Exceptions({ view, right }: { view: SessionView; right: Right }) {
  const { t } = useTexts();
  const free = exempt(view, right);
  return (
    <PeopleChoice
      text={t(free.length > 0 ? 'moderation.room.locked' : 'moderation.room.lockedForAll')}
      chosen={free}
      label={t(`moderation.room.exceptionsOf.${right}`)}
      takeOut={(name) => t('moderation.room.endException', { name })}
      others={learnersBut(view, free)}
      whom={t('moderation.room.whom')}
      onChange={(account_id, on) => changeExemption(view.session.id, { account_id, right, on })}
    />
  );
}
