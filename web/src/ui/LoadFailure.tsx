import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { i18n } from '#i18n/index.ts';

/** Where a page cannot be shown, as when its file is gone after an update: says so, and offers to load it again. */
export class LoadFailure extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Container component="main" size="xs" py={80}>
        <Stack align="flex-start" role="alert">
          <Title order={1} size="h2">
            {i18n.t('crash.heading')}
          </Title>
          <Text>{i18n.t('crash.text')}</Text>
          <Button onClick={() => window.location.reload()}>{i18n.t('crash.reload')}</Button>
        </Stack>
      </Container>
    );
  }
}
