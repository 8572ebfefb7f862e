import type { Extensions } from '@tiptap/core';
import { Link } from '@tiptap/extension-link';
import { StarterKit } from '@tiptap/starter-kit';
import { safeLink } from '#ui/safe-link.ts';

/** Of a link only its address is kept, and only a safe one: how it is opened is never for who wrote it to say. */
export const NoteLink = Link.extend({
  addAttributes() {
    return { href: { default: null, parseHTML: (element) => safeLink(element.getAttribute('href')) } };
  },
  renderHTML({ HTMLAttributes }) {
    const href = safeLink(HTMLAttributes.href);
    return ['a', href === null ? {} : { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, 0];
  },
}).configure({ openOnClick: false, isAllowedUri: (address) => safeLink(address) !== null });

/**
 * What the notes can be made of; whatever else comes by paste or by wire is dropped. Undo comes with what binds them to
 * Yjs. No paragraph is added at the end by itself: each who reads would write one.
 */
export const noteExtensions: Extensions = [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    underline: false,
    link: false,
    heading: { levels: [1, 2, 3] },
  }),
  NoteLink,
];
