import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';

/** Excalidraw with elements and nothing else: no Yjs, no others, no page around it. Loaded on the click, as ours is. */
const button = document.querySelector<HTMLButtonElement>('#open');
const place = document.querySelector<HTMLElement>('#board');
if (button === null || place === null) throw new Error('The page lost its elements');

button.addEventListener('click', () => void open(place));
button.disabled = false;

async function open(container: HTMLElement): Promise<void> {
  const elements = fetch('elements.json').then((answer) => answer.json());
  const [{ Excalidraw }, { createElement }, { createRoot }] = await Promise.all([
    import('@excalidraw/excalidraw'),
    import('react'),
    import('react-dom/client'),
  ]);
  const initialData = { elements: await elements, scrollToContent: true };
  createRoot(container).render(
    createElement(Excalidraw, {
      initialData,
      excalidrawAPI: (api: ExcalidrawImperativeAPI) => {
        // Ours shows all of the page at first.
        requestAnimationFrame(() => api.scrollToContent(api.getSceneElements(), { fitToContent: true }));
      },
    }),
  );
}
