import '#i18n/add-canvas-texts.ts';
import './excalidraw-assets.ts';
import '@excalidraw/excalidraw/index.css';
import { Excalidraw, languages, MainMenu } from '@excalidraw/excalidraw';
import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { pageDocument, type SessionView } from '@lectern/contract';
import { useComputedColorScheme } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentState, Refusal } from '#documents/open-document.ts';
import { useDocument, useDocumentState } from '#documents/use-document.ts';
import { useTexts } from '#i18n/use-texts.ts';
import classes from './BoardCanvas.module.css';
import { openLink } from './board-link.ts';
import { namesIn } from './board-names.ts';
import { CanvasNotice } from './CanvasNotice.tsx';
import { keepTools, keptTools } from './kept-tools.ts';
import { PageContents } from './PageContents.tsx';
import { isShareable } from './page-element.ts';
import { takePictures } from './taken-pictures.ts';
import { guardTouch } from './touch-guard.ts';
import { useFollowing, useLeading, viewportOf } from './use-lead.ts';
import { usePageBinding } from './use-page-binding.ts';
import { usePageFiles } from './use-page-files.ts';
import { useOthers, useOwnSigns } from './use-signs.ts';
import { whenReady } from './when-ready.ts';

/** A place on the page, in its own units. */
export interface PagePlace {
  x: number;
  y: number;
}

/** What the parts around the canvas may do with it. */
export interface BoardApi {
  readonly excalidraw: ExcalidrawImperativeAPI;
  /** The middle of what is seen. */
  readonly middle: () => PagePlace;
}

export interface BoardCanvasProps {
  session_id: number;
  view: SessionView;
  page_id: number;
  may_draw: boolean;
  /** Whether this account leads: the others are told where it looks. */
  leads: boolean;
  /** The account whose view is followed. */
  follows: number | null;
  /** The person has moved on their own. */
  onLostLead: () => void;
  /** Pictures and PDFs that somebody has dropped or pasted. */
  onPictures?: ((files: File[], at: PagePlace) => void) | undefined;
  onState?: ((state: DocumentState) => void) | undefined;
  /** Called with the canvas once it stands, and with null when it goes. */
  api?: ((api: BoardApi | null) => void) | undefined;
}

/** A page of the board, to look at and to draw on together. */
export default function BoardCanvas(props: BoardCanvasProps) {
  return <Canvas key={props.page_id} {...props} />;
}

function Canvas({ session_id, view, page_id, may_draw, leads, follows, onLostLead, ...hooks }: BoardCanvasProps) {
  const { t, language } = useTexts();
  const theme = useComputedColorScheme('light');
  const [begin] = useState(() => ({ appState: keptTools() }));
  const container = useRef<HTMLDivElement>(null);
  const [made, setMade] = useState<ExcalidrawImperativeAPI | null>(null);
  const [excalidraw, setExcalidraw] = useState<ExcalidrawImperativeAPI | null>(null);
  useEffect(() => (made ? whenReady(made, () => setExcalidraw(made)) : undefined), [made]);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const document = useDocument(pageDocument(page_id), setRefused);
  const state = useDocumentState(document);
  const here = useHere(state);
  const draws = may_draw && here;
  const names = useMemo(() => namesIn(view), [view]);
  const name = useCallback((id: number) => names.get(id) ?? t('canvas.somebody'), [names, t]);
  const onShown = usePageFiles(session_id, excalidraw);
  usePageBinding(excalidraw, document, draws, onShown);
  const signs = useOwnSigns(document);
  const others = useOthers(excalidraw, document, name);
  useLeading(excalidraw, signs, leads);
  useFollowing(excalidraw, others, follows, onLostLead);
  useFirstLook(excalidraw, here, follows !== null);

  const { api, onState, onPictures } = hooks;
  useEffect(() => void onState?.(state), [onState, state]);
  useEffect(() => {
    if (!excalidraw || !api) return;
    api({ excalidraw, middle: () => middleOf(excalidraw) });
    return () => void api(null);
  }, [excalidraw, api]);
  useEffect(() => {
    if (excalidraw && container.current) return guardTouch(container.current, excalidraw);
  }, [excalidraw]);
  useEffect(() => {
    if (!excalidraw || !container.current) return;
    return takePictures(container.current, excalidraw, draws && onPictures ? onPictures : null);
  }, [excalidraw, draws, onPictures]);

  return (
    <div
      ref={container}
      className={classes.canvas}
      data-own-keys=""
      onPointerLeave={() => signs?.show({ pointer: null })}
    >
      <CanvasNotice state={state} refused={refused} onClose={() => setRefused(null)} />
      <Excalidraw
        excalidrawAPI={setMade}
        initialData={begin}
        theme={theme}
        langCode={languages.find(({ code }) => code.split('-')[0] === language)?.code ?? 'en'}
        viewModeEnabled={!draws}
        isCollaborating
        aiEnabled={false}
        validateEmbeddable={false}
        handleKeyboardGlobally={false}
        UIOptions={UI}
        onPointerUpdate={({ pointer: { x, y, tool }, button }) =>
          signs?.show({ pointer: { x: tenths(x), y: tenths(y), tool }, button })
        }
        onChange={(_elements, appState) => {
          keepTools(appState);
          signs?.select(appState.selectedElementIds);
        }}
        onPaste={(pasted) => {
          if (pasted.elements) pasted.elements = pasted.elements.filter(isShareable);
          return true;
        }}
        onLinkOpen={({ link }, event) => {
          event.preventDefault();
          openLink(link);
        }}
      >
        <MainMenu>
          <MainMenu.Item icon={<IconGridDots />} onSelect={() => excalidraw && toggleGrid(excalidraw)}>
            {t('canvas.menuGrid')}
          </MainMenu.Item>
          <MainMenu.DefaultItems.SearchMenu />
          <MainMenu.DefaultItems.Help />
        </MainMenu>
      </Excalidraw>
      {excalidraw && here && <PageContents api={excalidraw} />}
    </div>
  );
}

/** Loading, saving and pictures are done by the parts around the canvas. */
const UI = {
  tools: { image: false },
  canvasActions: {
    changeViewBackgroundColor: false,
    clearCanvas: false,
    export: false,
    loadScene: false,
    saveAsImage: false,
    saveToActiveFile: false,
    toggleTheme: false,
  },
} as const;

const tenths = (value: number) => Math.round(value * 10) / 10;

function middleOf(excalidraw: ExcalidrawImperativeAPI): PagePlace {
  const { scrollX, scrollY, zoom, width, height } = viewportOf(excalidraw.getAppState());
  return { x: width / 2 / zoom - scrollX, y: height / 2 / zoom - scrollY };
}

function toggleGrid(excalidraw: ExcalidrawImperativeAPI): void {
  excalidraw.updateScene({ appState: { gridModeEnabled: !excalidraw.getAppState().gridModeEnabled } });
}

/** Whether the page has come: from then on it is drawn on without a connection too. */
function useHere({ state }: DocumentState): boolean {
  const [here, setHere] = useState(false);
  if (state === 'synced' && !here) setHere(true);
  if (state === 'refused' && here) setHere(false);
  return here;
}

/** Shows first what there is on the page, and leaves it alone where that is in sight anyhow. */
function useFirstLook(excalidraw: ExcalidrawImperativeAPI | null, here: boolean, following: boolean): void {
  const looked = useRef(false);
  useEffect(() => {
    if (!excalidraw || !here || looked.current) return;
    // With the next picture the page's elements are shown.
    const asked = requestAnimationFrame(() => {
      looked.current = true;
      const elements = excalidraw.getSceneElements();
      if (!following && elements.length > 0) excalidraw.scrollToContent(elements, { fitToContent: true });
    });
    return () => cancelAnimationFrame(asked);
  }, [excalidraw, here, following]);
}
