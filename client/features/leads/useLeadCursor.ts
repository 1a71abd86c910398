/**
 * Where one stands in the list: at the lead in the panel, else where the arrows went. Walking moves the panel along while
 * it is open, and selects on the way with Shift.
 */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lead } from '#schema/records/lead.ts';
import { useShortcut } from '../../ui/shortcuts.ts';
import { useListKeys } from './useListKeys.ts';
import type { Selection } from './useSelection.ts';

interface CursorSource {
  readonly rows: readonly Lead[];
  readonly selection: Selection;
  /** id of the lead in the panel */
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onOpenPage: (id: string) => void;
}

export interface LeadCursor {
  readonly cursor: string | null;
  /** opens a lead in the panel */
  readonly show: (id: string) => void;
  readonly walk: (by: number, select: boolean) => void;
}

export function useLeadCursor({ rows, selection, open, onOpen, onOpenPage }: CursorSource): LeadCursor {
  const { t } = useTranslation();
  const [walked, setWalked] = useState<string | null>(null);
  const cursor = open ?? walked;

  const show = (id: string): void => {
    setWalked(id);
    onOpen(id);
  };
  const moveTo = (id: string | undefined): void => {
    if (id === undefined) return;
    setWalked(id);
    if (open !== undefined) onOpen(id);
  };
  const walk = (by: number, select: boolean): void => {
    const at = cursor === null ? -1 : rows.findIndex((row) => row.id === cursor);
    const here = rows[at]?.id;
    const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + by))]?.id;
    if (next === undefined) return;
    if (select) {
      if (here !== undefined && !selection.ids.has(here)) selection.toggle(here, false);
      selection.toggle(next, here !== undefined);
    }
    moveTo(next);
  };

  useListKeys({
    step: walk,
    toEnd: (end) => moveTo((end === 'first' ? rows[0] : rows.at(-1))?.id),
    open: () => cursor !== null && onOpenPage(cursor),
    toggle: () => cursor !== null && selection.toggle(cursor, false),
    selectAll: () => selection.toggleAll(),
    // with a card open the key is the card's
    clear: open === undefined && selection.shown.length > 0 ? () => selection.clear() : null,
  });
  const group = t(($) => $.leads.keys.group);
  useShortcut({ keys: 'down', label: t(($) => $.leads.keys.down), group, run: () => walk(1, false) });
  useShortcut({ keys: 'up', label: t(($) => $.leads.keys.up), group, run: () => walk(-1, false) });
  useShortcut({ keys: 'mod+a', label: t(($) => $.leads.keys.all), group, run: () => selection.toggleAll() });
  return { cursor, show, walk };
}
