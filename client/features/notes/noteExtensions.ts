/**
 * What a note may consist of, version 1 (NOTE_VERSION): paragraphs, headings, lists, bold, italic, struck text, links and
 * mentions of members. Whoever adds a node raises that version and lists it in noteGuard.ts: an older client deletes what it
 * does not know.
 * No trailing paragraph is kept by the editor: two people who open a note would both write it.
 */
import { Extension, type Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret';
import Link from '@tiptap/extension-link';
import Mention from '@tiptap/extension-mention';
import { Placeholder } from '@tiptap/extensions';
import { Plugin } from '@tiptap/pm/state';
import StarterKit from '@tiptap/starter-kit';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';
import { linkTarget } from './linkTarget.ts';
import { mentionSuggestion } from './mentionSuggestion.ts';
import { touchesNote } from './noteGuard.ts';
import type { CaretUser, NoteCarets } from './noteCarets.ts';

export interface Mentionable {
  readonly id: string;
  readonly name: string;
}
/** The name of a member now, by id. */
type NameOf = (id: string) => string | undefined;
interface NoteParts {
  readonly fragment: Y.XmlFragment;
  /** whether the note holds only what this app knows, as the document stands now */
  readonly isKnown: () => boolean;
  /** it came to hold something else: the editor has ended */
  readonly onNewer: () => void;
  readonly carets: NoteCarets;
  readonly placeholder: string;
  /** says that nobody was found for what was typed after the @ */
  readonly nobody: string;
  readonly members: () => readonly Mentionable[];
  readonly nameOf: NameOf;
}

/**
 * The extensions of a note's editor, bound to its fragment: every change of either goes into the other. One that is made
 * for a note which this app does not wholly know is not bound: React may make an editor anew at any time.
 */
export const noteExtensions = ({
  fragment,
  isKnown,
  onNewer,
  carets,
  placeholder,
  nobody,
  members,
  nameOf,
}: NoteParts): Extensions => [
  ...noteContent(nameOf, mentionSuggestion(members, nobody)),
  Placeholder.configure({ placeholder }),
  noteGuard(fragment, isKnown, onNewer),
  Collaboration.extend({
    addProseMirrorPlugins() {
      return isKnown() ? (this.parent?.() ?? []) : [];
    },
  }).configure({ fragment }),
  CollaborationCaret.extend({
    addProseMirrorPlugins() {
      return isKnown() ? (this.parent?.() ?? []) : [];
    },
  }).configure({
    provider: { awareness: carets },
    render: (user) => caretElement(user as CaretUser),
    selectionRender: (user) => ({ style: `background: var(--tint-${(user as CaretUser).tint})` }),
  }),
];

/** Ends the editor before it sees a change that it does not know: it would delete that in the same turn. */
const noteGuard = (fragment: Y.XmlFragment, isKnown: () => boolean, onNewer: () => void) =>
  Extension.create({
    name: 'noteGuard',
    onCreate() {
      if (!isKnown()) onNewer();
    },
    addProseMirrorPlugins() {
      const { editor } = this;
      const look = (transaction: Y.Transaction): void => {
        if (transaction.origin === ySyncPluginKey || !touchesNote(transaction, fragment) || isKnown()) return;
        editor.destroy();
        onNewer();
      };
      const view = () => {
        const { doc } = fragment;
        doc?.on('beforeObserverCalls', look);
        return { destroy: () => doc?.off('beforeObserverCalls', look) };
      };
      return [new Plugin({ view })];
    },
  });

/** What a note may consist of, to be shown; bound to nothing. */
export const noteContent = (nameOf: NameOf, suggestion?: ReturnType<typeof mentionSuggestion>): Extensions => [
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
  memberMention(nameOf).configure({ deleteTriggerWithBackspace: true, ...(suggestion && { suggestion }) }),
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
const memberMention = (nameOf: NameOf) => {
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
