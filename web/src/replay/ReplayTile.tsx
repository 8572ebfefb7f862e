import type { ReplayPerson } from '@lectern/contract';
import { IconCircleOff, IconMicrophoneOff, IconScreenShare, IconVideoOff } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { personColour } from '#people/person-colour.ts';
import classes from './ReplayTile.module.css';
import type { StageTile } from './stage-plan.ts';

interface ReplayTileProps {
  tile: StageTile;
  person: ReplayPerson;
  name: string;
  /** Null: there is none at this moment, whatever there was before. */
  picture: HTMLVideoElement | null;
  speaking: boolean;
  audible: boolean;
}

/** One person, or what they share: a picture, or their initials and why there is none. */
export function ReplayTile({ tile, person, name, picture, speaking, audible }: ReplayTileProps) {
  const { t } = useTexts();
  const screen = tile.source === 'screen';
  const marks = screen ? [] : marksOf(person, audible, picture !== null);
  const label = screen ? t('replay.screenOf', { name }) : name;
  return (
    <li
      className={classes.tile}
      data-source={tile.source}
      data-person={tile.person}
      data-picture={picture !== null || undefined}
      data-speaking={(speaking && !screen) || undefined}
    >
      {picture ? <Picture element={picture} /> : <Face person={person} name={name} />}
      <span className={classes.name}>
        {screen && <IconScreenShare size={14} aria-hidden />}
        {marks.map(({ text, icon: Glyph }) => (
          <Glyph key={text} size={14} role="img" aria-label={t(text)} />
        ))}
        <bdi className={classes.text}>{label}</bdi>
      </span>
    </li>
  );
}

function marksOf(person: ReplayPerson, audible: boolean, seen: boolean) {
  if (!person.recorded) return [{ text: 'replay.notRecorded', icon: IconCircleOff }] as const;
  return [
    ...(audible ? [] : [{ text: 'replay.muted', icon: IconMicrophoneOff } as const]),
    ...(seen ? [] : [{ text: 'replay.noCamera', icon: IconVideoOff } as const]),
  ];
}

function Face({ person, name }: { person: ReplayPerson; name: string }) {
  return (
    <span className={classes.face} style={{ background: personColour(person.number) }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** The element is the player's: it is only put here while it has a picture to show. */
function Picture({ element }: { element: HTMLVideoElement }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const here = place.current;
    here?.append(element);
    return () => {
      if (element.parentElement === here) element.remove();
    };
  }, [element]);
  return <div ref={place} className={classes.picture} />;
}

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase();
}
