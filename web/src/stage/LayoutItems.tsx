import '#i18n/add-stage-texts.ts';
import { Menu } from '@mantine/core';
import { IconLayoutGrid, IconPictureInPicture, IconUserScreen } from '@tabler/icons-react';
import { useTexts } from '#i18n/use-texts.ts';
import { LAYOUTS, prefer, usePreferences } from '#settings/preferences.ts';
import classes from './LayoutItems.module.css';
import { useFloating } from './use-floating.ts';

const GLYPHS = { grid: IconLayoutGrid, speaker: IconUserScreen } as const;

/** How the stage is laid out: remembered on this device. */
export function LayoutItems() {
  const { t } = useTexts();
  const { layout, own_tile, only_with_video, float_when_hidden } = usePreferences();
  const floating = useFloating();
  return (
    <>
      <Menu.Label>{t('layout.heading')}</Menu.Label>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms. */}
      <div role="group" aria-label={t('layout.heading')}>
        <Menu.RadioGroup
          value={layout}
          onChange={(value) => prefer({ layout: LAYOUTS.find((one) => one === value) ?? layout })}
        >
          {LAYOUTS.map((one) => {
            const Glyph = GLYPHS[one];
            return (
              <Menu.RadioItem key={one} value={one}>
                <span className={classes.choice}>
                  <Glyph size={18} aria-hidden />
                  {t(`layout.${one}`)}
                </span>
              </Menu.RadioItem>
            );
          })}
        </Menu.RadioGroup>
      </div>
      <Menu.CheckboxItem checked={own_tile} onChange={(on) => prefer({ own_tile: on })}>
        {t('layout.ownTile')}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem checked={only_with_video} onChange={(on) => prefer({ only_with_video: on })}>
        {t('layout.onlyWithVideo')}
      </Menu.CheckboxItem>
      {floating.byItself && (
        <Menu.CheckboxItem checked={float_when_hidden} onChange={(on) => prefer({ float_when_hidden: on })}>
          {t('layout.floatWhenHidden')}
        </Menu.CheckboxItem>
      )}
      {floating.offered && (
        <Menu.Item leftSection={<IconPictureInPicture size={18} aria-hidden />} onClick={floating.toggle}>
          {t(floating.on ? 'layout.unfloat' : 'layout.float')}
        </Menu.Item>
      )}
    </>
  );
}
