import '#i18n/add-account-texts.ts';
import type { Me } from '@lectern/contract';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { changeNames } from '#api/accounts.ts';
import { fieldFailure } from '#api/failure-text.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Done } from '#ui/Done.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';
import { ME } from './use-me.ts';

export function NamesForm({ me }: { me: Me }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: changeNames,
    onSuccess: () => {
      announce(t('account.saved'));
      return queries.invalidateQueries({ queryKey: ME });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        save.mutate({ first_name: field(form, 'first_name').trim(), last_name: field(form, 'last_name').trim() });
      }}
    >
      <Stack>
        <Group grow align="flex-start">
          <TextInput
            name="first_name"
            label={t('signUp.firstName')}
            defaultValue={me.first_name}
            autoComplete="given-name"
            required
            maxLength={80}
            error={fieldFailure(t, save.error, 'first_name')}
          />
          <TextInput
            name="last_name"
            label={t('signUp.lastName')}
            defaultValue={me.last_name}
            autoComplete="family-name"
            maxLength={80}
            error={fieldFailure(t, save.error, 'last_name')}
          />
        </Group>
        <Failure error={save.error} />
        <Group>
          <Button type="submit" variant="default" loading={save.isPending}>
            {t('account.saveName')}
          </Button>
          {save.isSuccess && <Done>{t('account.saved')}</Done>}
        </Group>
      </Stack>
    </form>
  );
}
