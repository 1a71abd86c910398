/** One person of a simulated team at work: commands as the page runs them, notes letter by letter, a poor line. */
import * as Y from 'yjs';
import type { Command } from '#schema/command.ts';
import { runCommand } from '#schema/command.ts';
import { createDeal, moveDeal } from '#schema/commands/deals.ts';
import { importRows } from '#schema/commands/importRows.ts';
import { createLead, moveStatus } from '#schema/commands/leads.ts';
import { binRecords, patch, patchRecord } from '#schema/commands/records.ts';
import { createActivity, createNote, createTask, finishTask } from '#schema/commands/timeline.ts';
import type { Env } from '#schema/env.ts';
import type { RecordType } from '#schema/records/index.ts';
import { richText, tableOf } from '#schema/workspace.ts';
import type { OpenRoom, TestPerson } from '#tests/support/people.ts';
import type { Random } from '#tests/support/random.ts';

const CITIES = ['Bursa', 'İstanbul', 'Konya', 'Gaziantep'];
const STATUSES = ['awaiting', 'contacted', 'qualified', 'quoted'];
const STAGES = ['qualification', 'proposal', 'negotiation'];
const WORDS = ['aradım, ', 'yarın dönecek. ', 'fiyat istedi, ', 'numune gönderildi; ', 'çok ilgili. '];
/** A team works on what it has: above so many leads, nobody makes more by hand. */
const ENOUGH_LEADS = 3_000;

export interface Worked {
  /** Commands that were done and letters that were typed. */
  edits: number;
  /** Frames that the server acknowledged. */
  acknowledged: number;
  reconnects: number;
  imports: number;
}

export class Teammate {
  readonly #person: TestPerson;
  readonly #room: string;
  readonly #random: Random;
  readonly #worked: Worked;
  readonly #env: Env;
  #open: OpenRoom;

  constructor(person: TestPerson, room: string, random: Random, worked: Worked) {
    this.#person = person;
    this.#room = room;
    this.#random = random;
    this.#worked = worked;
    this.#env = {
      now: Date.now,
      today: () => new Date().toISOString().slice(0, 10),
      newId: () => random.id(),
      random,
      locale: 'tr',
      actor: { id: person.id, role: 'rep' },
    };
    this.#open = this.#connect();
  }

  get doc(): Y.Doc {
    return this.#open.doc;
  }

  get isSaved(): boolean {
    return this.#open.provider.isSynced && !this.#open.provider.hasUnsyncedChanges;
  }

  /** Works until told to stop. */
  async work(isOver: () => boolean): Promise<void> {
    await this.#open.synced();
    while (!isOver()) {
      const what = this.#random.below(1_000);
      if (what < 4) this.#reconnect(this.#random.chance(0.5));
      else if (what < 6) this.#importList();
      else if (what < 250) await this.#type(isOver);
      else this.#act();
      this.#open.provider.setAwarenessField('place', `leads/${this.#random.below(50)}`);
      await pause(100 + this.#random.below(900));
    }
  }

  leave(): void {
    this.#open.close();
  }

  #connect(doc?: Y.Doc): OpenRoom {
    const open = this.#person.open(this.#room, doc);
    let waiting = 0;
    open.provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (number < waiting) this.#worked.acknowledged += waiting - number;
      waiting = number;
    });
    return open;
  }

  /** The line breaks and comes back, or the page is opened anew. */
  #reconnect(anew: boolean): void {
    const { doc } = this.#open;
    if (anew && !this.isSaved) return;
    this.#open.close();
    this.#open = this.#connect(anew ? undefined : doc);
    this.#worked.reconnects += 1;
  }

  #run<A, R>(what: Command<A, R>, args: A): R | undefined {
    const outcome = runCommand(this.doc, this.#env, what, args);
    if (!outcome.ok) return undefined;
    this.#worked.edits += 1;
    return outcome.value;
  }

  #act(): void {
    const random = this.#random;
    const lead = this.#one('lead');
    const deal = this.#one('deal');
    const task = this.#one('task');
    const what = random.below(10);
    if (lead === undefined || (what === 0 && tableOf(this.doc, 'lead').size < ENOUGH_LEADS)) {
      this.#run(createLead, { company: `Firma ${random.below(10_000)}`, city: random.pick(CITIES) });
    } else if (what < 4) {
      const changes = random.pick([
        { city: random.pick(CITIES) },
        { score: random.below(100) },
        { phone: `+90532${1_000_000 + random.below(8_999_999)}` },
        { tags: { add: [random.pick(['vip', 'fuar', 'takip'])], remove: [random.pick(['vip', 'fuar', 'takip'])] } },
      ]);
      this.#run(patchRecord, patch('lead', lead, changes));
    } else if (what === 4) this.#run(moveStatus, { ids: [lead], to: random.pick(STATUSES) });
    else if (what === 5) this.#run(createTask, { title: 'Ara', subject: { type: 'lead', id: lead } });
    else if (what === 6 && task !== undefined) this.#run(finishTask, { id: task, done: random.chance(0.8) });
    else if (what === 7)
      this.#run(createActivity, { kind: 'call', subject: { type: 'lead', id: lead }, summary: 'Aradım' });
    else if (what === 8 && deal !== undefined && random.chance(0.8)) {
      this.#run(moveDeal, { id: deal, stage: random.pick(STAGES) });
    } else if (what === 8) {
      this.#run(createDeal, { values: { title: 'Teklif', lead }, stage: random.pick(STAGES) });
    } else if (random.chance(0.2)) this.#run(binRecords, { type: 'lead', ids: [lead] });
  }

  #importList(): void {
    const items = Array.from({ length: 50 }, (_, row) => ({
      op: 'create' as const,
      id: this.#random.id(),
      values: { company: `Fuar firması ${row}`, city: this.#random.pick(CITIES), email: `satis${row}@firma.example` },
    }));
    if (tableOf(this.doc, 'lead').size > ENOUGH_LEADS) return;
    this.#run(importRows, { items, title: 'Metal Expo' });
    this.#worked.imports += 1;
  }

  /** Some words in a note, letter by letter, and some taken back. */
  async #type(isOver: () => boolean): Promise<void> {
    const lead = this.#one('lead');
    if (lead === undefined) return;
    const note =
      this.#random.chance(0.1) || this.#one('note') === undefined
        ? this.#run(createNote, { subject: { type: 'lead', id: lead } })
        : this.#one('note');
    const body = typeof note === 'string' ? richText(this.doc, 'note', note) : undefined;
    if (!body) return;
    let text = body.toArray().flatMap((node) => (node instanceof Y.XmlElement ? node.toArray() : []))[0];
    if (!(text instanceof Y.XmlText)) {
      const paragraph = new Y.XmlElement('paragraph');
      text = new Y.XmlText();
      paragraph.insert(0, [text]);
      body.insert(0, [paragraph]);
    }
    if (!(text instanceof Y.XmlText)) return;
    if (text.length > 600) text.delete(0, 500);
    for (const letter of this.#random.pick(WORDS)) {
      if (isOver()) return;
      text.insert(text.length, letter);
      this.#worked.edits += 1;
      await pause(20 + this.#random.below(60));
    }
  }

  /** One of the records of a type, any. */
  #one(type: RecordType): string | undefined {
    const ids = [...tableOf(this.doc, type).keys()];
    return ids.length === 0 ? undefined : this.#random.pick(ids);
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
