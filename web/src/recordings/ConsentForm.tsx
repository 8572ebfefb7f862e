import '@mantine/core/styles/Checkbox.css';
import type { ConsentChoice, SessionView } from '@lectern/contract';
import { Button, Checkbox } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { chooseConsent } from '#api/recordings.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import classes from './ConsentForm.module.css';
import { ownConsent } from './consent.ts';

const CHOICES = ['recorded', 'not_recorded'] as const satisfies readonly ConsentChoice[];
const NAMES = { recorded: 'recording.ask.yes', not_recorded: 'recording.ask.no' } as const;

/** The two answers, alike to the eye, and whether one's name may be shown. Each takes effect at once. */
export function ConsentForm({ view, onChosen }: { view: SessionView; onChosen?: () => void }) {
  const { t } = useTexts();
  const own = ownConsent(view);
  const [wished, setWished] = useState(false);
  const save = useMutation({
    mutationFn: (change: { choice: ConsentChoice; hide_name: boolean }) => chooseConsent(view.session.id, change),
    onSuccess: (_, { choice }) => announce(t(`recording.ask.done.${choice}`)),
  });
  const hide_name = (save.isPending ? save.variables.hide_name : own?.hide_name) ?? wished;
  return (
    <div className={classes.form} aria-busy={save.isPending || undefined}>
      <Checkbox
        label={t('recording.ask.hide')}
        description={t('recording.ask.hideHint')}
        checked={hide_name}
        onChange={({ currentTarget }) => {
          if (own) save.mutate({ choice: own.choice, hide_name: currentTarget.checked });
          else setWished(currentTarget.checked);
        }}
      />
      <div className={classes.answers}>
        {CHOICES.map((choice) => (
          <Button
            key={choice}
            variant="default"
            size="sm"
            h={44}
            px="xs"
            aria-pressed={own === null ? undefined : own.choice === choice}
            leftSection={own?.choice === choice ? <IconCheck size={18} aria-hidden /> : null}
            loading={save.isPending && save.variables.choice === choice}
            onClick={() => save.mutate({ choice, hide_name }, onChosen ? { onSuccess: onChosen } : {})}
          >
            {t(NAMES[choice])}
          </Button>
        ))}
      </div>
      <Failure error={save.error} />
    </div>
  );
}
