import '#i18n/add-stage-texts.ts';
import { IconAntennaBars3, IconAntennaBarsOff } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import type { LinkQuality } from '#live/person-media.ts';
import classes from './TileExtras.module.css';

interface ConnectionMarkProps {
  name: string;
  own: boolean;
  quality: Exclude<LinkQuality, 'good'>;
}

const GLYPHS = { poor: IconAntennaBars3, lost: IconAntennaBarsOff } as const;

/** That somebody's connection is bad, by a sign and a few words; what that means is told to whoever points at it, and read aloud. */
export function ConnectionMark({ name, own, quality }: ConnectionMarkProps) {
  const { t } = useTexts();
  const Glyph = GLYPHS[quality];
  const meaning = own ? t(`stage.ownLink.${quality}`) : t(`stage.link.${quality}`, { name });
  return (
    <span className={classes.note} data-quality={quality} role="img" aria-label={meaning} title={meaning}>
      <Glyph size={18} aria-hidden />
      <span className={classes.words}>{t(`stage.linkShort.${quality}`)}</span>
    </span>
  );
}
