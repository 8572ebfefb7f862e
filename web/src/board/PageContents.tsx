import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { contentsOf } from './page-contents.ts';

/** How long nothing must have changed before it is told, in milliseconds: half a word says nothing. */
const QUIET = 1_500;

/** The page in words, for those who do not see it: its texts one by one, and how much there is of the rest. */
export function PageContents({ api }: { api: ExcalidrawImperativeAPI }) {
  const { t } = useTexts();
  const [contents, setContents] = useState(() => contentsOf(api.getSceneElements()));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let looked: unknown = null;
    const look = () => {
      timer = null;
      const elements = api.getSceneElements();
      if (elements !== looked) setContents(contentsOf(elements));
      looked = elements;
    };
    const stop = api.onChange(() => {
      timer ??= setTimeout(look, QUIET);
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [api]);
  const { texts, counts } = contents;
  return (
    <VisuallyHidden>
      <section aria-label={t('canvas.texts')} aria-live="polite">
        <p>
          {counts.length === 0
            ? t('canvas.none')
            : counts.map(({ thing, count }) => t(`canvas.things.${thing}`, { count })).join(', ')}
        </p>
        <ul>
          {texts.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
      </section>
    </VisuallyHidden>
  );
}
