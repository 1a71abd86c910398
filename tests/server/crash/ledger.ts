/**
 * What people were promised. Each cell (a key, a line) is written by one person alone, so its values have an order: a
 * promise holds when the cell shows the promised value or a later one. Knows nothing of how anything is kept.
 */

/** A cell that never had a value. */
export const ABSENT = null;
/** A cell whose value was removed; nobody writes it again. */
export const REMOVED = '(removed)';
export type Value = string | typeof ABSENT;
/** What a document shows in a cell. */
export type View = (cell: string) => Value;

interface Cell {
  readonly name: string;
  readonly values: Value[];
  /** Index of the newest value that has to be there. */
  promised: number;
  /** Indexes of the newest values that were counted, each edit once. */
  acknowledged: number;
  lost: number;
}

export interface Broken {
  readonly cell: string;
  readonly promised: Value;
  readonly found: Value;
}

export class Ledger {
  edits = 0;
  acknowledged = 0;
  promises = 0;
  readonly #cells = new Map<string, Cell>();
  /** Cells of each person with a value that no promise covers yet. */
  readonly #open = new Map<string, Set<Cell>>();

  /** A person writes a cell of theirs; values are never used twice in a cell. */
  wrote(person: string, name: string, value: Value): void {
    const cell = this.#cells.get(name) ?? { name, values: [ABSENT], promised: 0, acknowledged: 0, lost: 0 };
    this.#cells.set(name, cell);
    cell.values.push(value);
    this.edits += 1;
    this.#openOf(person).add(cell);
  }

  /** A person is told that what they see is saved: what their document shows now has to survive. */
  promise(person: string, shown: View): void {
    const open = this.#openOf(person);
    let isNew = false;
    for (const cell of open) {
      const index = cell.values.lastIndexOf(shown(cell.name));
      // A page that ended before its device had an edit does not show it: that one was promised to nobody.
      if (index === cell.values.length - 1) open.delete(cell);
      if (index <= cell.promised) continue;
      isNew = true;
      cell.promised = index;
      this.acknowledged += Math.max(0, index - cell.acknowledged);
      cell.acknowledged = Math.max(index, cell.acknowledged);
    }
    if (isNew) this.promises += 1;
  }

  /** Acknowledged edits that a document has lost; each is told once, whoever may bring it back later. */
  broken(there: View): Broken[] {
    const broken: Broken[] = [];
    for (const cell of this.#cells.values()) {
      const found = there(cell.name);
      const index = cell.values.lastIndexOf(found);
      if (index >= cell.promised) continue;
      for (let lost = Math.max(index, cell.lost) + 1; lost <= cell.promised; lost += 1) {
        broken.push({ cell: cell.name, promised: cell.values[lost] ?? ABSENT, found });
      }
      cell.lost = Math.max(cell.promised, cell.lost);
      cell.promised = Math.max(index, 0);
    }
    return broken;
  }

  #openOf(person: string): Set<Cell> {
    const open = this.#open.get(person) ?? new Set();
    this.#open.set(person, open);
    return open;
  }
}
