import '#i18n/add-account-texts.ts';
import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { changePassword } from '#api/accounts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Done } from '#ui/Done.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';

export function PasswordForm() {
  const { t } = useTexts();
  const save = useMutation({
    mutationFn: (form: HTMLFormElement) => {
      const data = new FormData(form);
      return changePassword(field(data, 'current'), field(data, 'new'));
    },
    onSuccess: (_, form) => {
      form.reset();
      announce(t('account.passwordChanged'));
    },
  });
  const toggle = { 'aria-label': t('signIn.show') };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(event.currentTarget);
      }}
    >
      <Stack>
        <PasswordInput
          name="current"
          label={t('account.currentPassword')}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={toggle}
        />
        <PasswordInput
          name="new"
          label={t('account.newPassword')}
          description={t('signUp.passwordHint')}
          autoComplete="new-password"
          required
          minLength={8}
          maxLength={128}
          visibilityToggleButtonProps={toggle}
        />
        <Failure error={save.error} />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('account.changePassword')}
          </Button>
          {save.isSuccess && <Done>{t('account.passwordChanged')}</Done>}
        </Group>
      </Stack>
    </form>
  );
}
