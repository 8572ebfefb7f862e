import { useTexts } from '#i18n/use-texts.ts';
import type { OpenFeed } from '#live/session-store.ts';
import { NameList } from './NameList.tsx';
import classes from './PeoplePanel.module.css';

/** Who is in the waiting room. Nothing where nobody is. */
export function WaitingPeople({ feed }: { feed: OpenFeed }) {
  const { t } = useTexts();
  const waiting = [...feed.presence.values()].filter((one) => one.place === 'waiting').map((one) => one.user);
  if (waiting.length === 0) return null;
  return (
    <section className={classes.waiting} aria-labelledby="waiting-heading">
      <h3 id="waiting-heading" className={classes.subheading}>
        {t('presence.waiting')}
      </h3>
      <NameList people={waiting} label={t('presence.waiting')} />
    </section>
  );
}
