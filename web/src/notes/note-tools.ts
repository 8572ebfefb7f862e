import {
  type Icon,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconH1,
  IconH2,
  IconH3,
  IconItalic,
  IconList,
  IconListNumbers,
  IconSourceCode,
  IconStrikethrough,
} from '@tabler/icons-react';
import type { ChainedCommands, Editor } from '@tiptap/core';

/** One button over the notes. */
export interface NoteTool {
  name:
    | 'undo'
    | 'redo'
    | 'h1'
    | 'h2'
    | 'h3'
    | 'bold'
    | 'italic'
    | 'strike'
    | 'code'
    | 'bullets'
    | 'numbers'
    | 'quote'
    | 'block';
  icon: Icon;
  /** The keys that do the same, as ARIA writes them; Control stands for what the system uses in its place. */
  keys: string | null;
  run: (chain: ChainedCommands) => ChainedCommands;
  /** Whether it is on where the caret is; null for what is no state. */
  isOn: ((editor: Editor) => boolean) | null;
}

export const NOTE_TOOLS: readonly NoteTool[] = [
  { name: 'undo', icon: IconArrowBackUp, keys: 'Control+Z', run: (chain) => chain.undo(), isOn: null },
  { name: 'redo', icon: IconArrowForwardUp, keys: 'Control+Y', run: (chain) => chain.redo(), isOn: null },
  heading('h1', IconH1, 1),
  heading('h2', IconH2, 2),
  heading('h3', IconH3, 3),
  {
    name: 'bold',
    icon: IconBold,
    keys: 'Control+B',
    run: (chain) => chain.toggleBold(),
    isOn: (editor) => editor.isActive('bold'),
  },
  {
    name: 'italic',
    icon: IconItalic,
    keys: 'Control+I',
    run: (chain) => chain.toggleItalic(),
    isOn: (editor) => editor.isActive('italic'),
  },
  {
    name: 'strike',
    icon: IconStrikethrough,
    keys: 'Control+Shift+S',
    run: (chain) => chain.toggleStrike(),
    isOn: (editor) => editor.isActive('strike'),
  },
  {
    name: 'code',
    icon: IconCode,
    keys: 'Control+E',
    run: (chain) => chain.toggleCode(),
    isOn: (editor) => editor.isActive('code'),
  },
  {
    name: 'bullets',
    icon: IconList,
    keys: 'Control+Shift+8',
    run: (chain) => chain.toggleBulletList(),
    isOn: (editor) => editor.isActive('bulletList'),
  },
  {
    name: 'numbers',
    icon: IconListNumbers,
    keys: 'Control+Shift+7',
    run: (chain) => chain.toggleOrderedList(),
    isOn: (editor) => editor.isActive('orderedList'),
  },
  {
    name: 'quote',
    icon: IconBlockquote,
    keys: 'Control+Shift+B',
    run: (chain) => chain.toggleBlockquote(),
    isOn: (editor) => editor.isActive('blockquote'),
  },
  {
    name: 'block',
    icon: IconSourceCode,
    keys: 'Control+Alt+C',
    run: (chain) => chain.toggleCodeBlock(),
    isOn: (editor) => editor.isActive('codeBlock'),
  },
];

function heading(name: 'h1' | 'h2' | 'h3', icon: Icon, level: 1 | 2 | 3): NoteTool {
  return {
    name,
    icon,
    keys: `Control+Alt+${level}`,
    run: (chain) => chain.toggleHeading({ level }),
    isOn: (editor) => editor.isActive('heading', { level }),
  };
}
