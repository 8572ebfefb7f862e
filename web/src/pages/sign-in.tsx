import '#i18n/add-account-texts.ts';
import { Anchor, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { returnPath } from '#accounts/return-path.ts';
import { useEnter } from '#accounts/use-enter.ts';
import { signIn } from '#api/accounts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

export default function SignInPage() {
  const { t } = useTexts();
  const [params] = useSearchParams();
  const enter = useEnter();
  const submit = useMutation({
    mutationFn: (form: FormData) => signIn(field(form, 'who').trim(), field(form, 'password')),
    onSuccess: () => enter(returnPath(params.get('next'))),
  });
  return (
    <Shell size="xs">
      <Card>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit.mutate(new FormData(event.currentTarget));
          }}
        >
          <Stack gap="lg">
            <PageTitle>{t('signIn.title')}</PageTitle>
            {params.has('next') && <Text c="var(--ink-soft)">{t('signIn.thenBack')}</Text>}
            <TextInput
              name="who"
              label={t('signIn.who')}
              autoComplete="username"
              autoCapitalize="none"
              required
              size="md"
            />
            <PasswordInput
              name="password"
              label={t('signIn.password')}
              autoComplete="current-password"
              required
              size="md"
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
            />
            <Failure error={submit.error} />
            <Button type="submit" size="md" loading={submit.isPending}>
              {t('signIn.submit')}
            </Button>
            <Text>
              {t('signIn.new')}{' '}
              <Anchor component={Link} to={`/sign-up?${params}`} underline="always" c="var(--accent-ink)">
                {t('signIn.toSignUp')}
              </Anchor>
            </Text>
          </Stack>
        </form>
      </Card>
    </Shell>
  );
}
