import '#board/excalidraw-assets.ts';
import '@excalidraw/excalidraw/index.css';
import { CaptureUpdateAction, Excalidraw } from '@excalidraw/excalidraw';
import type { OrderedExcalidrawElement } from '@excalidraw/excalidraw/element/types';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import type { Replay } from '@lectern/contract';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { fetchBoardTrack, fetchRecordedPicture } from '#api/replay.ts';
import { createFileLoader } from '#board/board-files.ts';
import { openLink } from '#board/board-link.ts';
import { elementsOf } from '#board/elements-of.ts';
import { usePictures } from '#board/use-page-files.ts';
import { whenReady } from '#board/when-ready.ts';
import { useTexts } from '#i18n/use-texts.ts';
import { Failure } from '#ui/Failure.tsx';
import { BoardReplay, readTrack } from './board-replay.ts';
import type { ReplayPlayer } from './player.ts';
import classes from './ReplayBoard.module.css';
import { pageName } from './replay-words.ts';
import { useReading, useReplayTime } from './use-player.ts';

interface BoardProps {
  replay: Replay;
  player: ReplayPlayer;
}

/** The board in time: the page that a host had turned to, or one that the viewer chose. */
export function ReplayBoard({ replay, player }: BoardProps) {
  const { t } = useTexts();
  const { pages, turns } = replay.board;
  const [chosen, setChosen] = useState<number | null>(null);
  const read = useCallback(
    () => turns.findLast(({ at }) => at <= player.time())?.page_id ?? pages[0]?.id ?? 0,
    [turns, pages, player],
  );
  const turned = useReading(player, read);
  const page_id = chosen ?? turned;
  const drawn = pages.some(({ id }) => id === page_id);
  return (
    <div className={classes.board}>
      {pages.length > 1 && (
        <select
          className={classes.pages}
          aria-label={t('replay.boardPage')}
          value={chosen ?? ''}
          onChange={(event) => setChosen(Number(event.currentTarget.value) || null)}
        >
          <option value="">{t('replay.boardFollows')}</option>
          {pages.map(({ id, name }) => (
            <option key={id} value={id}>
              {pageName(t, replay, id, name)}
            </option>
          ))}
        </select>
      )}
      {drawn ? (
        <Page key={page_id} recording_id={replay.recording.id} page_id={page_id} player={player} />
      ) : (
        <div className={classes.empty}>{t('replay.boardEmpty')}</div>
      )}
    </div>
  );
}

function Page({ recording_id, page_id, player }: { recording_id: number; page_id: number; player: ReplayPlayer }) {
  const { t } = useTexts();
  const { data, error, refetch } = useQuery({
    queryKey: ['replay', recording_id, 'board', page_id],
    queryFn: async () => readTrack(await fetchBoardTrack(recording_id, page_id)),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <div className={classes.empty}>{t('replay.boardLoading')}</div>;
  return <Canvas entries={data} recording_id={recording_id} player={player} />;
}

interface CanvasProps {
  entries: ReturnType<typeof readTrack>;
  recording_id: number;
  player: ReplayPlayer;
}

function Canvas({ entries, recording_id, player }: CanvasProps) {
  const { t } = useTexts();
  const [made, setMade] = useState<ExcalidrawImperativeAPI | null>(null);
  const [api, setApi] = useState<ExcalidrawImperativeAPI | null>(null);
  useEffect(() => (made ? whenReady(made, () => setApi(made)) : undefined), [made]);
  const [page] = useState(() => new BoardReplay(entries));
  const [empty, setEmpty] = useState(false);
  const [load] = useState(() => createFileLoader((file_id) => fetchRecordedPicture(recording_id, file_id)));
  const onShown = usePictures(load, api);
  // Until the viewer moves it, all that is drawn stays in sight.
  const moved = useRef(false);
  const shown = useRef(false);
  const time = useReplayTime(player, 0.1);
  useEffect(() => {
    if (!api) return;
    const { doc, changed } = page.at(time);
    if (shown.current && !changed) return;
    shown.current = true;
    // The contract's schema has read them, which has all that an element of its type needs.
    const elements = elementsOf(doc) as unknown as readonly OrderedExcalidrawElement[];
    api.updateScene({ elements, captureUpdate: CaptureUpdateAction.NEVER });
    onShown(elements);
    setEmpty(elements.length === 0);
    if (!moved.current && elements.length > 0) api.scrollToContent(elements, { fitToContent: true });
  }, [api, page, onShown, time]);
  return (
    <div
      className={classes.board}
      data-own-keys=""
      onPointerDown={() => {
        moved.current = true;
      }}
      onWheel={() => {
        moved.current = true;
      }}
    >
      {empty && <div className={classes.empty}>{t('replay.boardEmpty')}</div>}
      <Excalidraw
        excalidrawAPI={setMade}
        theme="dark"
        viewModeEnabled
        zenModeEnabled
        aiEnabled={false}
        validateEmbeddable={false}
        handleKeyboardGlobally={false}
        onLinkOpen={({ link }, event) => {
          event.preventDefault();
          openLink(link);
        }}
      />
    </div>
  );
}
