import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { isEditable, touchesNote } from '#client/features/notes/noteGuard.ts';
import { NOTE_VERSION } from '#schema/records/note.ts';

function fragmentOf(...nodes: readonly Y.XmlElement[]): Y.XmlFragment {
  const fragment = new Y.Doc().getXmlFragment('text');
  fragment.insert(0, [...nodes]);
  return fragment;
}
function element(name: string, ...children: readonly (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const node = new Y.XmlElement(name);
  node.insert(0, [...children]);
  return node;
}

describe('a note is opened in the editor', () => {
  test('when it is of this version and has only nodes of it', () => {
    const text = fragmentOf(
      element('heading', new Y.XmlText('Görüşme')),
      element('bulletList', element('listItem', element('paragraph', new Y.XmlText('fiyat'), element('mention')))),
    );
    expect(isEditable({ version: NOTE_VERSION }, text)).toBe(true);
    expect(isEditable({}, fragmentOf())).toBe(true);
  });

  test('never when it is of a later version: the editor would delete what it does not know', () => {
    expect(isEditable({ version: NOTE_VERSION + 1 }, fragmentOf(element('paragraph')))).toBe(false);
  });

  test('never when another app wrote nodes of its own into it', () => {
    expect(isEditable({ version: NOTE_VERSION }, fragmentOf(element('paragraph'), element('table')))).toBe(false);
    expect(isEditable({}, fragmentOf(element('bulletList', element('listItem', element('codeBlock')))))).toBe(false);
  });

  test('never when a text has a mark of another app, or a mark an attribute: the words under it would go', () => {
    const marked = (attributes: object) => {
      const text = new Y.XmlText();
      text.insert(0, 'söz', attributes);
      return fragmentOf(element('paragraph', text));
    };
    expect(isEditable({}, marked({ bold: {}, link: { href: 'https://ornek.com', class: 'x' } }))).toBe(true);
    expect(isEditable({}, marked({ highlight: {} }))).toBe(false);
    expect(isEditable({}, marked({ bold: { weight: 600 } }))).toBe(false);
    const embedded = new Y.XmlText();
    embedded.insertEmbed(0, { image: 'x' });
    expect(isEditable({}, fragmentOf(element('paragraph', embedded)))).toBe(false);
  });

  test('never when a known node has an attribute of another app', () => {
    const paragraph = element('paragraph', new Y.XmlText('ortada'));
    paragraph.setAttribute('align', 'center');
    expect(isEditable({}, fragmentOf(paragraph))).toBe(false);
    const heading = new Y.XmlElement('heading');
    heading.setAttribute('level', '2');
    expect(isEditable({}, fragmentOf(heading))).toBe(true);
  });

  test('never when a known node stands where this app does not expect it', () => {
    expect(isEditable({}, fragmentOf(element('bulletList', element('paragraph'))))).toBe(false);
    expect(isEditable({}, fragmentOf(element('bulletList', element('listItem', element('heading')))))).toBe(false);
    expect(isEditable({}, fragmentOf(element('listItem', element('paragraph'))))).toBe(false);
    const bare = fragmentOf();
    bare.insert(0, [new Y.XmlText('başıboş')]);
    expect(isEditable({}, bare)).toBe(false);
  });

  test('never when it is nested deeper than anyone writes', () => {
    let nested = element('listItem', element('paragraph'));
    for (let depth = 0; depth < 200; depth += 1)
      nested = element('listItem', element('paragraph'), element('bulletList', nested));
    expect(isEditable({}, fragmentOf(element('bulletList', nested)))).toBe(false);
  });
});

test('a change is one of the note when it is in its text, however deep, or beside it, and of no other', () => {
  const doc = new Y.Doc();
  const notes = ['a', 'b'].map((id) => {
    const record = new Y.Map<unknown>();
    const fragment = new Y.XmlFragment();
    record.set('#text', fragment);
    doc.getMap('note').set(id, record);
    fragment.insert(0, [element('bulletList', element('listItem', element('paragraph', new Y.XmlText('x'))))]);
    return { record, fragment };
  });
  const [mine, other] = notes;
  if (!mine || !other) throw new Error('two notes were made');
  const touched = (change: () => void): boolean => {
    let answer = false;
    doc.once('beforeObserverCalls', (transaction: Y.Transaction) => {
      answer = touchesNote(transaction, mine.fragment);
    });
    change();
    return answer;
  };
  const deepest = mine.fragment.querySelector('paragraph');
  if (!(deepest instanceof Y.XmlElement)) throw new Error('the note has a paragraph');
  expect(touched(() => deepest.setAttribute('align', 'center'))).toBe(true);
  expect(touched(() => mine.record.set('version', 2))).toBe(true);
  expect(touched(() => other.record.set('version', 2))).toBe(false);
  expect(touched(() => other.fragment.delete(0, 1))).toBe(false);
  expect(touched(() => doc.getMap('lead').set('l', new Y.Map()))).toBe(false);
});
