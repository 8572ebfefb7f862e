import '#i18n/add-list-texts.ts';
import { Link, useSearchParams } from 'react-router';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './ListTabs.module.css';
import { LIST_VIEWS, type ListView } from './list-view.ts';

/** Links, not tabs in the strict sense: each has an address of its own, and the browser's Back works. */
export function ListTabs({ view }: { view: ListView }) {
  const { t } = useTexts();
  const [params] = useSearchParams();
  return (
    <nav aria-label={t('list.views')} className={classes.tabs}>
      {LIST_VIEWS.map((one) => {
        const to = new URLSearchParams(params);
        to.set('view', one);
        return (
          <Link key={one} to={`/?${to}`} className={classes.tab} aria-current={one === view ? 'page' : undefined}>
            {t(`list.${one}.name`)}
          </Link>
        );
      })}
    </nav>
  );
}
