import '#i18n/add-account-texts.ts';
import { Anchor, Button, Group, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { returnPath } from '#accounts/return-path.ts';
import { useEnter } from '#accounts/use-enter.ts';
import { type NewAccount, signUp } from '#api/accounts.ts';
import { type FormField, fieldFailure } from '#api/failure-text.ts';
import { readSite } from '#api/site.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Card } from '#ui/Card.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';
import { PageTitle } from '#ui/PageTitle.tsx';
import { Shell } from '#ui/Shell.tsx';

export default function SignUpPage() {
  const { t } = useTexts();
  const [params] = useSearchParams();
  const enter = useEnter();
  const { data: site } = useQuery({ queryKey: ['site'], queryFn: readSite });
  const submit = useMutation({
    // Signing up signs in as well.
    mutationFn: (account: NewAccount) => signUp(account),
    onSuccess: () => enter(returnPath(params.get('next'))),
  });
  const wrong = (name: FormField) => ({ error: fieldFailure(t, submit.error, name) });
  return (
    <Shell size="xs">
      <Card>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            submit.mutate(newAccount(new FormData(event.currentTarget)));
          }}
        >
          <Stack gap="lg">
            <PageTitle>{t('signUp.title')}</PageTitle>
            {site?.is_empty && <Text c="var(--ink-soft)">{t('signUp.firstIsAdmin')}</Text>}
            <Group grow align="flex-start">
              <TextInput
                name="first_name"
                label={t('signUp.firstName')}
                autoComplete="given-name"
                required
                maxLength={80}
                size="md"
                {...wrong('first_name')}
              />
              <TextInput
                name="last_name"
                label={t('signUp.lastName')}
                autoComplete="family-name"
                maxLength={80}
                size="md"
                {...wrong('last_name')}
              />
            </Group>
            <TextInput
              name="username"
              label={t('signUp.username')}
              description={t('signUp.usernameHint')}
              autoComplete="username"
              autoCapitalize="none"
              required
              minLength={3}
              maxLength={30}
              pattern="[a-zA-Z0-9_.]+"
              title={t('signUp.usernameHint')}
              size="md"
              {...wrong('username')}
            />
            <TextInput
              name="email"
              type="email"
              label={t('signUp.email')}
              autoComplete="email"
              required
              maxLength={254}
              size="md"
              {...wrong('email')}
            />
            <PasswordInput
              name="password"
              label={t('signUp.password')}
              description={t('signUp.passwordHint')}
              autoComplete="new-password"
              required
              minLength={8}
              maxLength={128}
              size="md"
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
              {...wrong('password')}
            />
            <Failure error={submit.error} />
            <Button type="submit" size="md" loading={submit.isPending}>
              {t('signUp.submit')}
            </Button>
            <Text>
              {t('signUp.known')}{' '}
              <Anchor component={Link} to={`/sign-in?${params}`} underline="always" c="var(--accent-ink)">
                {t('signUp.toSignIn')}
              </Anchor>
            </Text>
          </Stack>
        </form>
      </Card>
    </Shell>
  );
}

function newAccount(form: FormData): NewAccount {
  return {
    first_name: field(form, 'first_name').trim(),
    last_name: field(form, 'last_name').trim(),
    username: field(form, 'username').trim(),
    email: field(form, 'email').trim(),
    password: field(form, 'password'),
  };
}
