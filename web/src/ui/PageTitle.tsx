import { Title, type TitleProps } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';

/** Until the first page is there, the browser itself puts the focus where it belongs. */
let firstPage = true;

interface PageTitleProps extends Omit<TitleProps, 'order' | 'title'> {
  children: ReactNode;
  /** What the browser's tab says, where that is not the heading itself. */
  tab?: string;
}

/** The one h1 of a page: names the tab, and takes the focus when the page changes. */
export function PageTitle({ children, tab, ...props }: PageTitleProps) {
  const { t } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  const name = tab ?? (typeof children === 'string' ? children : '');
  useEffect(() => {
    document.title = name ? t('tabTitle', { name }) : t('lectern');
  }, [name, t]);
  useEffect(() => {
    if (firstPage) firstPage = false;
    else heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Title order={1} size="h2" tabIndex={-1} ref={heading} {...props}>
      {children}
    </Title>
  );
}
