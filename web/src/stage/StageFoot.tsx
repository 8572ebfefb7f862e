import '#i18n/add-stage-texts.ts';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { prefer } from '#settings/preferences.ts';
import { FOOT } from './arrangement.ts';
import classes from './StageFoot.module.css';
import type { StageState } from './use-arrangement.ts';

/** Which page of the stage this is, the way to the others, and who is left out. */
export function StageFoot({ stage }: { stage: Pick<StageState, 'page' | 'pages' | 'left_out' | 'turnTo'> }) {
  const { t } = useTexts();
  const { page, pages, left_out, turnTo } = stage;
  return (
    <div className={classes.foot} style={{ height: FOOT }}>
      {pages > 1 && (
        <nav className={classes.pages} aria-label={t('stage.pages')}>
          <button
            type="button"
            className={classes.turn}
            aria-label={t('stage.previous')}
            title={t('stage.previous')}
            aria-disabled={page === 0 || undefined}
            onClick={() => page > 0 && turnTo(page - 1)}
          >
            <IconChevronLeft size={20} aria-hidden />
          </button>
          <span role="status" aria-label={t('stage.pageOf', { page: page + 1, pages })} className={classes.number}>
            {t('stage.pageShort', { page: page + 1, pages })}
          </span>
          <button
            type="button"
            className={classes.turn}
            aria-label={t('stage.next')}
            title={t('stage.next')}
            aria-disabled={page === pages - 1 || undefined}
            onClick={() => page < pages - 1 && turnTo(page + 1)}
          >
            <IconChevronRight size={20} aria-hidden />
          </button>
        </nav>
      )}
      {left_out > 0 && (
        <button type="button" className={classes.leftOut} onClick={() => prefer({ only_with_video: false })}>
          {t('stage.leftOut', { count: left_out })}
        </button>
      )}
    </div>
  );
}
