import { describe, expect, test } from 'vitest';
import {
  homeOf,
  markedPlace,
  neighboursAt,
  nextItem,
  type Slot,
  type SlotColumn,
  slotAt,
  stepSlot,
} from '#client/ui/boardSlots.ts';

const column = (id: string, items: string, ordered = true): SlotColumn => ({
  id,
  items: [...items].map((letter) => ({ id: letter })),
  ordered,
});
/** cards of 80 px with 8 px between */
const spans = Array.from({ length: 10 }, (_, at) => ({ start: at * 88, size: 80 }));
const COLUMNS = [column('one', 'abcd'), column('two', ''), column('three', 'xy'), column('won', 'pq', false)];

describe('a place on the board', () => {
  test('under the pointer is above the first card whose middle lies lower', () => {
    const two = column('three', 'xyz');
    expect(slotAt(two, spans, -20, 'a').index).toBe(0);
    expect(slotAt(two, spans, 39, 'a').index).toBe(0);
    expect(slotAt(two, spans, 41, 'a').index).toBe(1);
    expect(slotAt(two, spans, 88 + 41, 'a').index).toBe(2);
    expect(slotAt(two, spans, 5000, 'a').index).toBe(3);
  });

  test('does not count the moved card, so that its own place has one number', () => {
    const one = column('one', 'abcd');
    const home = homeOf([one], 'b');
    expect(home).toEqual({ column: 'one', index: 1 });
    // above itself and below itself are where it is
    expect(slotAt(one, spans, 88 + 10, 'b')).toEqual(home);
    expect(slotAt(one, spans, 88 + 70, 'b')).toEqual(home);
    expect(slotAt(one, spans, 2 * 88 + 70, 'b').index).toBe(2);
  });

  test('has the neighbours that are shown, without the moved card', () => {
    const one = column('one', 'abcd');
    const between = (index: number, moved: string) => {
      const { above, below } = neighboursAt(one, { column: 'one', index }, moved);
      return [above?.id, below?.id];
    };
    expect(between(0, 'b')).toEqual([undefined, 'a']);
    expect(between(2, 'b')).toEqual(['c', 'd']);
    expect(between(3, 'b')).toEqual(['d', undefined]);
    expect(between(4, 'x')).toEqual(['d', undefined]);
  });

  test('is marked where the line belongs among the shown cards', () => {
    const one = column('one', 'abcd');
    expect(markedPlace(one, { column: 'one', index: 2 }, 'b')).toBe(3);
    expect(markedPlace(one, { column: 'one', index: 0 }, 'b')).toBe(0);
    expect(markedPlace(one, { column: 'one', index: 2 }, 'x')).toBe(2);
  });

  test('goes step by step with the keys and never off the board', () => {
    let at: Slot = { column: 'one', index: 1 };
    const step = (way: 'up' | 'down' | 'left' | 'right') => {
      at = stepSlot(COLUMNS, at, 'b', way);
      return `${at.column} ${at.index}`;
    };
    expect([step('down'), step('down'), step('down')]).toEqual(['one 2', 'one 3', 'one 3']);
    expect(step('right')).toBe('two 0');
    expect(step('right')).toBe('three 0');
    expect(step('down')).toBe('three 1');
    // a column that sorts itself has one place
    expect([step('right'), step('down'), step('right')]).toEqual(['won 0', 'won 0', 'won 0']);
    expect([step('left'), step('left'), step('left'), step('left')]).toEqual(['three 0', 'two 0', 'one 0', 'one 0']);
    expect(step('up')).toBe('one 0');
  });

  test('is walked from card to card with the keys, over empty columns', () => {
    const next = (id: string, way: 'up' | 'down' | 'left' | 'right') => nextItem(COLUMNS, id, way)?.id;
    expect([next('a', 'down'), next('d', 'down'), next('a', 'up')]).toEqual(['b', undefined, undefined]);
    expect([next('d', 'right'), next('x', 'left'), next('y', 'right')]).toEqual(['y', 'a', 'q']);
    expect([next('a', 'left'), next('q', 'right')]).toEqual([undefined, undefined]);
  });

  test('of a card that is nowhere is none', () => {
    expect(homeOf(COLUMNS, 'nobody')).toBeNull();
  });
});
