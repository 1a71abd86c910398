/**
 * The board as data: the deals of each stage in their order, with what their amounts come to. Closed stages hold the
 * latest first and only the recent ones until more are asked for. Pure over records.
 */
import type { Money } from '#schema/fields.ts';
import { probabilityOf, sumMoney, weigh } from '#schema/metrics.ts';
import { compareOrder } from '#schema/order.ts';
import type { Deal } from '#schema/records/deal.ts';
import type { ListEntry, Settings } from '#schema/settings.ts';

/** How long a closed deal stays on the board by itself. */
export const RECENT_DAYS = 30;

export interface StageColumn {
  readonly key: string;
  /** undefined for a stage that the settings no longer know */
  readonly entry: ListEntry | undefined;
  readonly deals: readonly Deal[];
  /** the same in no order, as they came */
  readonly shown: readonly Deal[];
  /** closed longer ago, not among the deals */
  readonly older: number;
  readonly value: readonly Money[];
  /** amounts times their probability; empty for closed stages, where nothing is left to weigh */
  readonly weighted: readonly Money[];
}

interface Asked {
  readonly now: number;
  /** stages whose older deals are shown too */
  readonly whole: ReadonlySet<string>;
}

/**
 * Every stage in use, in the order of the settings; a stage that is retired or unknown only while deals lie in it. Of the
 * columns made before with the same settings those are answered again whose deals are the same: a move changes two of them.
 */
export function stageColumns(
  deals: readonly Deal[],
  settings: Settings,
  { now, whole }: Asked,
  before: readonly StageColumn[] = [],
): readonly StageColumn[] {
  const byStage = Map.groupBy(deals, (deal) => deal.stage?.to ?? '');
  const known = settings.lists.stage.filter((entry) => !entry.retired || byStage.has(entry.key));
  const unknown = [...byStage.keys()].filter((key) => !settings.entry('stage', key)).sort();
  return [
    ...known.map((entry) => column(entry.key, entry, byStage.get(entry.key) ?? [])),
    ...unknown.map((key) => column(key, undefined, byStage.get(key) ?? [])),
  ];

  function column(key: string, entry: ListEntry | undefined, all: readonly Deal[]): StageColumn {
    const closed = entry?.outcome !== undefined;
    const since = now - RECENT_DAYS * 86_400_000;
    const shown = closed && !whole.has(key) ? all.filter((deal) => (deal.stage?.at ?? 0) >= since) : all;
    const older = all.length - shown.length;
    const known = before.find((one) => one.key === key);
    if (known && known.entry === entry && known.older === older && isSame(known.shown, shown)) return known;
    return {
      key,
      entry,
      shown,
      deals: closed ? shown.toSorted(latestFirst) : shown.toSorted(compareOrder),
      older,
      value: sumMoney(shown.map((deal) => deal.amount)),
      weighted: closed
        ? []
        : sumMoney(shown.map((deal) => deal.amount && weigh(deal.amount, probabilityOf(deal, settings)))),
    };
  }
}

const isSame = (a: readonly Deal[], b: readonly Deal[]): boolean =>
  a.length === b.length && a.every((deal, at) => deal === b[at]);

const latestFirst = (a: Deal, b: Deal): number => (b.stage?.at ?? 0) - (a.stage?.at ?? 0) || (a.id < b.id ? -1 : 1);
