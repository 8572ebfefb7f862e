import { Anchor, Button, Container, Group } from '@mantine/core';
import { IconMovie, IconUserCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { signInPath } from '#accounts/return-path.ts';
import { useMe } from '#accounts/use-me.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx';
import { Mark } from './Mark.tsx';
import classes from './Shell.module.css';

/** What is around every page but the live room itself. */
export function Shell({ children, size = 'md' }: { children: ReactNode; size?: 'xs' | 'sm' | 'md' | 'lg' }) {
  const { t } = useTexts();
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('shell.skip')}
      </a>
      <header className={classes.header}>
        <Container size="lg" className={classes.bar}>
          <Link to="/" className={classes.brand}>
            <Mark />
            {t('lectern')}
          </Link>
          <Group component="nav" gap="xs" aria-label={t('shell.nav')}>
            <AccountLink />
            <ColorSchemeToggle />
          </Group>
        </Container>
      </header>
      <Container component="main" id="main" size={size} className={classes.main}>
        {children}
      </Container>
    </div>
  );
}

function AccountLink() {
  const { t } = useTexts();
  const { data: me } = useMe();
  const { pathname, search } = useLocation();
  if (me === undefined) return null;
  if (me === null) {
    if (pathname === '/sign-in') return null;
    return (
      <Anchor component={Link} to={signInPath(pathname + search)} className={classes.link}>
        {t('shell.signIn')}
      </Anchor>
    );
  }
  return (
    <>
      <Button
        component={Link}
        to="/recordings"
        variant="subtle"
        color="gray"
        aria-current={pathname === '/recordings' ? 'page' : undefined}
        leftSection={<IconMovie size={20} stroke={1.75} aria-hidden />}
        classNames={{ label: classes.wide, section: classes.icon }}
      >
        {t('shell.recordings')}
      </Button>
      <Button
        component={Link}
        to="/account"
        variant="subtle"
        color="gray"
        leftSection={<IconUserCircle size={20} stroke={1.75} aria-hidden />}
      >
        {me.first_name || me.username}
      </Button>
    </>
  );
}
