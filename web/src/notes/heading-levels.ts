import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';

/** The notes stand under a heading of the page: theirs begin below it for who goes from heading to heading. */
const ABOVE = 2;

/** Shows them so without changing the notes: what is taken along begins with a first heading of its own. */
export const HeadingLevels = Extension.create({
  name: 'headingLevels',
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          nodeViews: {
            heading({ type, attrs }) {
              const level = [1, 2, 3].find((one) => one === attrs.level) ?? 1;
              const dom = document.createElement(`h${level + ABOVE}`);
              const update = (next: { type: unknown; attrs: Record<string, unknown> }) =>
                next.type === type && next.attrs.level === attrs.level;
              return { dom, contentDOM: dom, update };
            },
          },
        },
      }),
    ];
  },
});
