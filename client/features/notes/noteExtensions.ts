/**
 * What a note may consist of, version 1 (NOTE_VERSION): paragraphs, headings, lists, bold, italic, struck text, links and
 * mentions of members. Whoever adds a node raises that version and lists it in noteGuard.ts: an older client deletes what it
 * does not know.
 * No trailing paragraph is kept by the editor: two people who open a note would both write it.
 */
import type { Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import Link from '@tiptap/extension-link';
import Mention from '@tiptap/extension-mention';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import type * as Y from 'yjs';
import { linkTarget } from './linkTarget.ts';
import { mentionSuggestion } from './mentionSuggestion.ts';
import type { CaretUser, NoteCarets } from './noteCarets.ts';

export interface Mentionable {
  readonly id: string;
  readonly name: string;
}
interface NoteParts {
  readonly fragment: Y.XmlFragment;
  readonly carets: NoteCarets;
  readonly placeholder: string;
  /** says that nobody was found for what was typed after the @ */
  readonly nobody: string;
  readonly members: () => readonly Mentionable[];
  /** the name of a member now, by id */
  readonly nameOf: (id: string) => string | undefined;
}

/** The extensions of a note's editor. */
export const noteExtensions = ({ fragment, carets, placeholder, nobody, members, nameOf }: NoteParts): Extensions => [
  StarterKit.configure({
    heading: { levels: [1, 2, 3] },
    link: false,
    undoRedo: false,
    trailingNode: false,
    blockquote: false,
    code: false,
    codeBlock: false,
    horizontalRule: false,
    underline: false,
  }),
  SafeLink.configure({
    openOnClick: false,
    defaultProtocol: 'https',
    isAllowedUri: (url) => linkTarget(url) !== null,
  }),
  memberMention(nameOf).configure({
    deleteTriggerWithBackspace: true,
    suggestion: mentionSuggestion(members, nobody),
  }),
  Placeholder.configure({ placeholder }),
  Collaboration.configure({ fragment }),
  CollaborationCaret.configure({
    provider: { awareness: carets },
    render: (user) => caretElement(user as CaretUser),
    selectionRender: (user) => ({ style: `background: var(--tint-${(user as CaretUser).tint})` }),
  }),
];

/** A link that holds its address and nothing else, and is shown as one only where that address may be followed. */
const SafeLink = Link.extend({
  addAttributes() {
    return { href: { default: null } };
  },
  renderHTML({ HTMLAttributes }) {
    const href = linkTarget(HTMLAttributes['href']);
    return href === null ? ['span', 0] : ['a', { href, target: '_blank', rel: 'noopener noreferrer nofollow' }, 0];
  },
});

/** A mention that shows the member's name of today, and the one it was written with where the member is unknown. */
const memberMention = (nameOf: NoteParts['nameOf']) => {
  const text = (attributes: Readonly<Record<string, unknown>>): string => {
    const { id, label } = attributes;
    return `@${(typeof id === 'string' && nameOf(id)) || (typeof label === 'string' && label) || '?'}`;
  };
  return Mention.extend({
    addAttributes() {
      return {
        id: { default: null, parseHTML: (element) => element.getAttribute('data-id') },
        label: { default: null, parseHTML: (element) => element.getAttribute('data-label') },
      };
    },
    renderHTML({ node }) {
      const { id, label } = node.attrs;
      return [
        'span',
        { 'data-type': 'mention', 'data-id': String(id ?? ''), 'data-label': String(label ?? '') },
        text(node.attrs),
      ];
    },
    renderText({ node }) {
      return text(node.attrs);
    },
  });
};

function caretElement(user: CaretUser): HTMLElement {
  const caret = document.createElement('span');
  caret.className = 'note-caret';
  caret.style.setProperty('--caret', `var(--tint-${user.tint}-solid)`);
  const name = document.createElement('span');
  name.className = 'note-caret-name';
  name.style.setProperty('background', `var(--tint-${user.tint})`);
  name.style.setProperty('color', `var(--tint-${user.tint}-text)`);
  name.textContent = user.name;
  caret.append(name);
  return caret;
}
