import type { HelpCall, SessionView } from '@lectern/contract';
import { Button } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { resolveHelp } from '#api/breakouts.ts';
import { useTexts } from '#i18n/use-texts.ts';
import type { LiveSession } from '#live/live-session.ts';
import { personName } from '#people/person-name.ts';
import { announce } from '#ui/announcer.tsx';
import { Failure } from '#ui/Failure.tsx';
import { ownPlace } from './groups.ts';
import { Strip } from './Strip.tsx';

/** Which rooms ask for help, for hosts wherever they are, until one of them says it is resolved. */
export function HelpNotices({ view, live }: { view: SessionView; live: LiveSession }) {
  const { t } = useTexts();
  const { breakouts } = view;
  const help = breakouts?.help ?? [];
  const told = useRef<ReadonlySet<string>>(new Set());
  const roomOf = ({ breakout_id }: HelpCall) => breakouts?.rooms.find(({ id }) => id === breakout_id)?.name ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each call that comes or goes.
  useEffect(() => {
    for (const one of help)
      if (!told.current.has(keyOf(one))) announce(t('breakouts.notice.helpSaid', { room: roomOf(one) }));
    told.current = new Set(help.map(keyOf));
  }, [help, t]);
  return help.map((one) => (
    <HelpNotice
      key={keyOf(one)}
      session_id={view.session.id}
      call={one}
      room={roomOf(one)}
      is_here={ownPlace(view)?.breakout_id === one.breakout_id}
      live={live}
    />
  ));
}

const keyOf = ({ breakout_id, asked_at }: HelpCall) => `${breakout_id} ${asked_at}`;

interface HelpNoticeProps {
  session_id: number;
  call: HelpCall;
  room: string;
  is_here: boolean;
  live: LiveSession;
}

function HelpNotice({ session_id, call, room, is_here, live }: HelpNoticeProps) {
  const { t } = useTexts();
  const resolve = useMutation({
    mutationFn: () => resolveHelp(session_id, call.breakout_id),
    onSuccess: () => announce(t('breakouts.help.done', { room })),
  });
  return (
    <>
      <Strip
        icon={IconHelp}
        tone="accent"
        label={t('breakouts.help.heading', { room })}
        heading={t('breakouts.help.heading', { room })}
        text={t('breakouts.help.by', { name: personName(call.user) })}
      >
        {!is_here && (
          <Button
            size="compact-md"
            aria-label={t('breakouts.help.goName', { room })}
            onClick={() => live.moveTo(call.breakout_id)}
          >
            {t('breakouts.help.go')}
          </Button>
        )}
        <Button size="compact-md" variant="default" loading={resolve.isPending} onClick={() => resolve.mutate()}>
          {t('breakouts.help.resolved')}
        </Button>
      </Strip>
      <Failure error={resolve.error} />
    </>
  );
}
