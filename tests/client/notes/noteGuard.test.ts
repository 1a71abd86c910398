import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { isEditable } from '#client/features/notes/noteGuard.ts';
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
});
