import { describe, expect, test } from 'vitest';
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { PRESENCE_ACCOUNT } from '#schema/protocol.ts';
import { NoteCarets } from '#client/features/notes/noteCarets.ts';

const NAMES: Readonly<Record<string, string>> = { ayse: 'Ayşe Demir', can: 'Can Yıldız' };
const identify = (user: string) => (NAMES[user] ? { name: NAMES[user], tint: 'blue' } : null);

/** Someone in the workspace, whose presence reaches the others when told. */
function member(user: string) {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState({ presence: { user, name: user, path: '/', focus: null } });
  return {
    awareness,
    doc,
    tell: (other: Awareness) =>
      applyAwarenessUpdate(other, encodeAwarenessUpdate(awareness, [awareness.clientID]), 'network'),
  };
}

// as in a workspace, the text lies in a record and is no root
const text = new Y.XmlText('merhaba');
new Y.Doc().getMap('note').set('text', text);
const cursor = (at: number) => {
  const position = Y.createRelativePositionFromTypeIndex(text, at);
  return { anchor: position, head: position };
};

describe('carets of a note', () => {
  test('are seen in the note they are in, under the name of the member list', () => {
    const ayse = member('ayse');
    const can = member('can');
    new NoteCarets(can.awareness, 'note1', identify).setLocalStateField('cursor', cursor(3));
    can.tell(ayse.awareness);
    const here = [...new NoteCarets(ayse.awareness, 'note1', identify).getStates().values()];
    expect(here.map(({ user }) => user.name)).toEqual(['Can Yıldız']);
    expect(new NoteCarets(ayse.awareness, 'note2', identify).getStates().size).toBe(0);
  });

  test('of one editor are not taken away by another that closes', () => {
    const { awareness } = member('ayse');
    const first = new NoteCarets(awareness, 'note1', identify);
    const second = new NoteCarets(awareness, 'note2', identify);
    first.setLocalStateField('cursor', cursor(1));
    second.setLocalStateField('cursor', cursor(2));
    first.setLocalStateField('cursor', null);
    expect(second.getLocalState().cursor).not.toBeNull();
    expect(first.getLocalState().cursor).toBeNull();
    second.setLocalStateField('cursor', null);
    expect(second.getLocalState().cursor).toBeNull();
  });

  test('leave the rest of the presence as it is, and claim no name', () => {
    const { awareness } = member('ayse');
    const carets = new NoteCarets(awareness, 'note1', identify);
    carets.setLocalStateField('user', { name: 'Genel Müdür' });
    carets.setLocalStateField('cursor', cursor(1));
    expect(awareness.getLocalState()).toMatchObject({ presence: { user: 'ayse' }, note: { id: 'note1' } });
    expect(awareness.getLocalState()).not.toHaveProperty('user');
  });

  test('tell only of this note: the presence of a team is busy', () => {
    const ayse = member('ayse');
    const can = member('can');
    const carets = new NoteCarets(ayse.awareness, 'note1', identify);
    let heard = 0;
    const listener = (): void => {
      heard += 1;
    };
    carets.on('change', listener);
    can.awareness.setLocalStateField('presence', { user: 'can', name: 'Can', path: '/leads', focus: null });
    can.tell(ayse.awareness);
    new NoteCarets(can.awareness, 'note2', identify).setLocalStateField('cursor', cursor(1));
    can.tell(ayse.awareness);
    expect(heard).toBe(0);
    new NoteCarets(can.awareness, 'note1', identify).setLocalStateField('cursor', cursor(2));
    can.tell(ayse.awareness);
    expect(heard).toBe(1);
    carets.off('change', listener);
    new NoteCarets(can.awareness, 'note1', identify).setLocalStateField('cursor', cursor(3));
    can.tell(ayse.awareness);
    expect(heard).toBe(1);
  });

  test.each([
    ['nothing', null],
    ['words', 'note1'],
    ['no positions', { id: 'note1' }],
    [
      'a position in a root, which reading would create',
      { id: 'note1', anchor: { tname: 'lead' }, head: { tname: 'lead' } },
    ],
    [
      'a clock below zero',
      { id: 'note1', anchor: { item: { client: 1, clock: -1 } }, head: { item: { client: 1, clock: 0 } } },
    ],
    [
      'clocks of words',
      { id: 'note1', anchor: { item: { client: 'a', clock: 'b' } }, head: { item: null, type: null } },
    ],
  ])('of a hostile client that says %s are passed over', (_, note) => {
    const ayse = member('ayse');
    const can = member('can');
    can.awareness.setLocalStateField('note', note);
    can.tell(ayse.awareness);
    expect(new NoteCarets(ayse.awareness, 'note1', identify).getStates().size).toBe(0);
  });

  test('go by the account that the server says, not by the name that a client claims', () => {
    const ayse = member('ayse');
    const can = member('can');
    can.awareness.setLocalStateField(PRESENCE_ACCOUNT, 'can');
    can.awareness.setLocalStateField('presence', { user: 'ayse', name: 'Ayşe', path: '/', focus: null });
    new NoteCarets(can.awareness, 'note1', identify).setLocalStateField('cursor', cursor(1));
    can.tell(ayse.awareness);
    const [caret] = new NoteCarets(ayse.awareness, 'note1', identify).getStates().values();
    expect(caret?.user.name).toBe('Can Yıldız');
  });

  test('of someone who is no member are not shown', () => {
    const ayse = member('ayse');
    const stranger = member('yabancı');
    new NoteCarets(stranger.awareness, 'note1', identify).setLocalStateField('cursor', cursor(1));
    stranger.tell(ayse.awareness);
    expect(new NoteCarets(ayse.awareness, 'note1', identify).getStates().size).toBe(0);
  });
});
