/** Writes a note into its document the way the editor does: headings, paragraphs, lists, and a colleague who is asked. */
import * as Y from 'yjs';

export interface WrittenNote {
  readonly heading: string;
  readonly text: string;
  readonly points: readonly string[];
  /** a second list under a heading of its own */
  readonly next: { readonly heading: string; readonly points: readonly string[] };
  readonly asked?: { readonly id: string; readonly name: string; readonly question: string };
}

/** Must run inside a transaction, on an empty note. */
export function writeNoteText(body: Y.XmlFragment, note: WrittenNote): void {
  const blocks = [heading(note.heading), paragraph([new Y.XmlText(note.text)])];
  if (note.points.length > 0) blocks.push(bullets(note.points));
  if (note.next.points.length > 0) blocks.push(heading(note.next.heading), bullets(note.next.points));
  if (note.asked) {
    const mention = new Y.XmlElement('mention');
    mention.setAttribute('id', note.asked.id);
    mention.setAttribute('label', note.asked.name);
    blocks.push(paragraph([mention, new Y.XmlText(note.asked.question)]));
  }
  body.insert(0, blocks);
}

function heading(text: string): Y.XmlElement {
  const block = new Y.XmlElement<{ level: number }>('heading');
  // the editor keeps the level as a number
  block.setAttribute('level', 3);
  block.insert(0, [new Y.XmlText(text)]);
  return block as Y.XmlElement;
}

function paragraph(parts: (Y.XmlText | Y.XmlElement)[]): Y.XmlElement {
  const block = new Y.XmlElement('paragraph');
  block.insert(0, parts);
  return block;
}

function bullets(points: readonly string[]): Y.XmlElement {
  const list = new Y.XmlElement('bulletList');
  list.insert(
    0,
    points.map((point) => {
      const item = new Y.XmlElement('listItem');
      item.insert(0, [paragraph([new Y.XmlText(point)])]);
      return item;
    }),
  );
  return list;
}
