/** The list of members that opens after an @ in a note: typed letters narrow it, arrows and Enter choose, Esc closes. */
import type { MentionNodeAttrs } from '@tiptap/extension-mention';
import { ReactRenderer } from '@tiptap/react';
import type { SuggestionOptions, SuggestionProps } from '@tiptap/suggestion';
import { fold } from '#schema/text.ts';
import { MentionList } from './MentionList.tsx';
import type { Mentionable } from './noteExtensions.ts';

const LIMIT = 8;
/** the panel of a phone and dialogs lie below */
const ABOVE_PANELS = 350;

type Suggestion = SuggestionProps<Mentionable, MentionNodeAttrs>;

/** Options of the mention's suggestion; `members` is asked anew each time. */
export const mentionSuggestion = (
  members: () => readonly Mentionable[],
  nobody: string,
): Omit<SuggestionOptions<Mentionable, MentionNodeAttrs>, 'editor'> => ({
  char: '@',
  allowedPrefixes: [' ', '(', '\u00a0'],
  // a colleague's @ beside one's own caret opens nothing here
  allow: ({ editor }) => editor.isFocused,
  items: ({ query }) => {
    const wanted = fold(query);
    return members()
      .filter(({ name }) =>
        fold(name)
          .split(' ')
          .some((word) => word.startsWith(wanted)),
      )
      .slice(0, LIMIT);
  },
  command: ({ editor, range, props: { id, label } }) => {
    editor
      .chain()
      .focus()
      .insertContentAt(range, [
        { type: 'mention', attrs: { id, label } },
        { type: 'text', text: ' ' },
      ])
      .run();
  },
  render: () => {
    let list: ReactRenderer | null = null;
    let unmount = (): void => {};
    let current: Suggestion | null = null;
    let selected = 0;

    const choose = ({ id, name }: Mentionable): void => current?.command({ id, label: name });
    const show = (): void => {
      if (!current) return;
      const { items } = current;
      selected = Math.min(selected, Math.max(0, items.length - 1));
      list?.updateProps({ items, selected, nobody, pick: choose });
    };
    const pick = (): boolean => {
      const chosen = current?.items[selected];
      if (!chosen) return false;
      choose(chosen);
      return true;
    };

    return {
      onStart: (props) => {
        current = props;
        selected = 0;
        list = new ReactRenderer(MentionList, {
          editor: props.editor,
          props: { items: props.items, selected, nobody, pick: choose },
        });
        list.element.style.zIndex = String(ABOVE_PANELS);
        unmount = props.mount(list.element);
      },
      onUpdate: (props) => {
        if (props.loading) return;
        current = props;
        show();
      },
      onKeyDown: ({ event }) => {
        const count = current?.items.length ?? 0;
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          if (count === 0) return false;
          selected = (selected + (event.key === 'ArrowDown' ? 1 : count - 1)) % count;
          show();
          return true;
        }
        return event.key === 'Enter' || event.key === 'Tab' ? pick() : false;
      },
      onExit: () => {
        unmount();
        list?.destroy();
        list = null;
        current = null;
      },
    };
  },
});
