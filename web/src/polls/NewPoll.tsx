import { ActionIcon, Button, Group, Switch, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { openPoll } from '#api/polls.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import { useIntentKey } from '#ui/use-intent-key.ts';
import classes from './NewPoll.module.css';
import { MOST_OPTIONS, type PollWords, pollTrouble, writtenOptions } from './poll-words.ts';

interface NewPollProps {
  session_id: number;
  onDone: () => void;
}

const BLANK: PollWords = {
  question: '',
  options: [
    { key: 0, text: '' },
    { key: 1, text: '' },
  ],
};

/** Where the host writes a question. It is asked as soon as it is sent. */
export function NewPoll({ session_id, onDone }: NewPollProps) {
  const { t } = useTexts();
  const keyFor = useIntentKey();
  const [words, setWords] = useState(BLANK);
  const [anonymous, setAnonymous] = useState(true);
  const [tried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const poll = { question: words.question.trim(), options: writtenOptions(words), anonymous };
  const asking = useMutation({
    mutationFn: () => openPoll(session_id, poll, keyFor({ session_id, ...poll })),
    onSuccess: onDone,
  });
  const trouble = tried ? pollTrouble(words) : null;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (pollTrouble(words) === null) asking.mutate();
  }

  function writeOption(key: number, text: string) {
    setWords({ ...words, options: words.options.map((one) => (one.key === key ? { key, text } : one)) });
  }

  function addOption() {
    const key = Math.max(...words.options.map((one) => one.key)) + 1;
    setWords({ ...words, options: [...words.options, { key, text: '' }] });
  }

  return (
    <form className={classes.form} onSubmit={submit} aria-label={t('polls.new')} noValidate>
      <TextInput
        ref={first}
        label={t('polls.question')}
        value={words.question}
        maxLength={500}
        error={trouble === 'question' && t('polls.needQuestion')}
        onChange={(event) => setWords({ ...words, question: event.currentTarget.value })}
      />
      <fieldset className={classes.options}>
        <legend>{t('polls.options')}</legend>
        {words.options.map(({ key, text }, index) => (
          <Group key={key} gap="xs" wrap="nowrap">
            <TextInput
              className={classes.option}
              aria-label={t('polls.option', { number: index + 1 })}
              placeholder={t('polls.option', { number: index + 1 })}
              value={text}
              maxLength={200}
              onChange={(event) => writeOption(key, event.currentTarget.value)}
            />
            {words.options.length > 2 && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('polls.removeOption', { number: index + 1 })}
                onClick={() => setWords({ ...words, options: words.options.filter((one) => one.key !== key) })}
              >
                <IconX size={18} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {(trouble === 'options' || trouble === 'same') && (
          <p className={classes.trouble} role="alert">
            {t(trouble === 'options' ? 'polls.needOptions' : 'polls.needDifferent')}
          </p>
        )}
        <Group gap="xs">
          {words.options.length < MOST_OPTIONS && (
            <Button size="xs" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={addOption}>
              {t('polls.addOption')}
            </Button>
          )}
          {writtenOptions(words).length === 0 && (
            <Button
              size="xs"
              variant="default"
              onClick={() =>
                setWords({
                  ...words,
                  options: [
                    { key: 0, text: t('polls.yes') },
                    { key: 1, text: t('polls.no') },
                  ],
                })
              }
            >
              {t('polls.yesNo')}
            </Button>
          )}
        </Group>
      </fieldset>
      <Switch
        label={t('polls.anonymous')}
        description={t(anonymous ? 'polls.anonymousHint' : 'polls.namedHint')}
        checked={anonymous}
        onChange={(event) => setAnonymous(event.currentTarget.checked)}
      />
      <Failure error={asking.error} />
      <Group gap="xs">
        <Button type="submit" size="sm" loading={asking.isPending}>
          {t('polls.openPoll')}
        </Button>
        <Button size="sm" variant="default" onClick={onDone}>
          {t('polls.cancel')}
        </Button>
      </Group>
    </form>
  );
}
