import '#i18n/add-booking-texts.ts';
import { Button, Stack, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { requestToJoin } from '#api/bookings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { sessionKey } from '#sessions/session-queries.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import { field } from '#ui/form-field.ts';
import { useIntentKey } from '#ui/use-intent-key.ts';

export function RequestToJoin({ session_id }: { session_id: number }) {
  const { t } = useTexts();
  const queries = useQueryClient();
  const intentKey = useIntentKey();
  const ask = useMutation({
    mutationFn: (message: string) => requestToJoin(session_id, message, intentKey(message)),
    onSuccess: () => {
      announce(t('booking.sent'));
      return queries.invalidateQueries({ queryKey: sessionKey(session_id) });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate(field(new FormData(event.currentTarget), 'message').trim());
      }}
    >
      <Stack align="stretch" ta="left">
        <Textarea name="message" label={t('booking.message')} maxLength={2_000} rows={2} autosize={false} />
        <Failure error={ask.error} />
        <Button type="submit" loading={ask.isPending} style={{ alignSelf: 'flex-start' }}>
          {t('booking.request')}
        </Button>
      </Stack>
    </form>
  );
}
