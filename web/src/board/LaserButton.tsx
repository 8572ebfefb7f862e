import type { ExcalidrawImperativeAPI } from '@excalidraw/excalidraw/types';
import { IconPointerBolt } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { BarTool } from './BarTool.tsx';

/** Takes the laser pointer into the hand, and puts it away again. */
export function LaserButton({ api }: { api: ExcalidrawImperativeAPI }) {
  const { t } = useTexts();
  const [held, setHeld] = useState(false);
  useEffect(() => api.onChange((_elements, { activeTool }) => setHeld(activeTool.type === 'laser')), [api]);
  const before = useRef<'freedraw' | 'selection'>('selection');

  function toggle() {
    const { activeTool } = api.getAppState();
    if (activeTool.type !== 'laser') before.current = activeTool.type === 'freedraw' ? 'freedraw' : 'selection';
    api.setActiveTool({ type: activeTool.type === 'laser' ? before.current : 'laser' });
  }

  return (
    <BarTool
      icon={IconPointerBolt}
      name={t('board.laser')}
      hint={t('board.laserHint')}
      aria-pressed={held}
      onClick={toggle}
    />
  );
}
