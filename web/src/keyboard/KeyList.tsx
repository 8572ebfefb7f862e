import { useTexts } from '#i18n/use-texts.ts';
import classes from './KeyList.module.css';
import { KEYS } from './keys.ts';

const LETTERS = [
  'microphone',
  'camera',
  'hand',
  'chat',
  'participants',
  'board',
  'screen',
  'breakouts',
  'help',
] as const;
const OTHERS = [
  ['talk', 'space'],
  ['arrows', 'arrows'],
  ['escape', 'escape'],
] as const;

/** Each key of the live room, and what it does. */
export function KeyList() {
  const { t } = useTexts();
  return (
    <dl className={classes.list}>
      {LETTERS.map((one) => (
        <div key={one} className={classes.row}>
          <dt>
            <kbd className={classes.key}>{KEYS[one].toUpperCase()}</kbd>
          </dt>
          <dd className={classes.what}>{t(`keys.${one}`)}</dd>
        </div>
      ))}
      {OTHERS.map(([one, name]) => (
        <div key={one} className={classes.row}>
          <dt>
            <kbd className={classes.key}>{t(`keys.name.${name}`)}</kbd>
          </dt>
          <dd className={classes.what}>{t(`keys.${one}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
