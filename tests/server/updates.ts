/** Yjs updates as a client makes them. */
import * as Y from 'yjs';

/** One update for each of `count` values, all by one client, in order; keys are `prefix` and a number. */
export function updatesOf(count: number, prefix = 'lead'): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => void updates.push(update));
  for (let n = 0; n < count; n++) doc.getMap('leads').set(`${prefix}${n}`, n);
  return updates;
}

/** Found by mutating updates at random: decodes, refers to nothing missing, and throws halfway through. */
export function poisonedText(): { base: Uint8Array; poison: Uint8Array } {
  const doc = new Y.Doc();
  doc.clientID = 11;
  doc.getMap('m').set('a', new Y.Map([['x', 1]]));
  doc.getText('t').insert(0, 'hello world');
  doc.getText('t').delete(2, 3);
  const poison =
    '01081600c40b070b08026162c4160100080163c60b020b0304626f6c640474727565c61601160204626f6c64046e756c6c28000b000179017601016175027d017d02070101660301700101017101881607027d027d0302160107000b010305';
  return { base: Y.encodeStateAsUpdate(doc), poison: new Uint8Array(Buffer.from(poison, 'hex')) };
}
