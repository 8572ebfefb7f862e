import type { Attended } from '@lectern/contract';
import { useTexts } from '#i18n/use-texts.ts';
import { personName } from '#people/person-name.ts';
import { dateLocale } from '#sessions/session-times.ts';
import classes from './AttendanceTable.module.css';
import { spentTime } from './spent-time.ts';

/** Who was there, from when to when, and how long in all. */
export function AttendanceTable({ people }: { people: readonly Attended[] }) {
  const { t, language } = useTexts();
  const clock = new Intl.DateTimeFormat(dateLocale(language), { timeStyle: 'medium' });
  const at = (instant: string | null) => (instant === null ? t('ended.still') : clock.format(new Date(instant)));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('ended.name')}</th>
          <th scope="col">{t('ended.stays')}</th>
          <th scope="col">{t('ended.total')}</th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ user, stays, seconds }) => (
          <tr key={user.id}>
            <th scope="row">
              <bdi>{personName(user)}</bdi>
            </th>
            <td>
              {stays.map(({ joined_at, left_at }) => (
                <span key={joined_at} className={classes.stay}>
                  {t('ended.span', { from: at(joined_at), to: at(left_at) })}
                </span>
              ))}
            </td>
            <td>{spentTime(seconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
