/** The leads of the workspace: found, filtered, sorted, selected, and one of them in the panel. The address says all of it. */
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconFilterOff, IconPlus } from '@tabler/icons-react';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '#schema/filter.ts';
import { atLeisure } from '../../data/pause.ts';
import { useDeviceValue } from '../../data/useDeviceValue.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { withAllWords } from '../../i18n/language.ts';
import { useFieldContext } from '../../records/fieldText.ts';
import { useMay } from '../../records/useRights.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InTurn } from '../../ui/inTurn.ts';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import classes from './BulkBar.module.css';
import { ExportMenu } from './ExportMenu.tsx';
import { FilterBar } from './FilterBar.tsx';
import { JobBar } from './JobBar.tsx';
import { type Column, readColumns, withWidth } from './leadColumns.ts';
import { LeadTable } from './LeadTable.tsx';
import { LeadTiles } from './LeadTiles.tsx';
import { type LeadListAddress, nextSort } from './listAddress.ts';
import { NoLeads } from './NoLeads.tsx';
import { openQuickAdd } from './quickAddState.ts';
import { useLeadCount } from './useLeadCount.ts';
import { useLeadCursor } from './useLeadCursor.ts';
import { leadQuery, useLeadRows, wasOnScreen } from './useLeadRows.ts';
import { useLeadsInView } from './useLeadsInView.ts';
import { listOffset } from './listOffset.ts';
import { useSelection } from './useSelection.ts';
import { useTypedText } from './useTypedText.ts';
import { ViewMenu } from './ViewMenu.tsx';

const loadPanel = () => withAllWords(import('./LeadPanel.tsx'));
const LeadPanel = lazy(loadPanel);
const loadBulk = () => import('./BulkBar.tsx');
const BulkBar = lazy(async () => ({ default: (await loadBulk()).BulkBar }));
const loadFeed = () => import('#schema/feedIndex.ts');
const loadTwins = () => withAllWords(import('../import/TwinImports.tsx'));
const TwinImports = lazy(loadTwins);

const route = getRouteApi('/w/$workspace/leads');

type Next = { readonly [K in keyof LeadListAddress]?: LeadListAddress[K] | undefined };

export function LeadsPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { id: workspace, env, projection } = useWorkspace();
  const address = route.useSearch();
  const navigate = route.useNavigate();
  const router = useRouter();
  const isPhone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const context = useFieldContext();
  const mayEdit = useMay('editRecords');
  const mayExport = useMay('exportRecords');
  const find = useRef<{ focus: () => void }>(null);

  const go = (next: Next, replace = true): void =>
    void navigate({ search: (before) => withoutBlanks({ ...before, ...next }), replace });
  const openPage = (lead: string): void =>
    void navigate({
      to: '/w/$workspace/leads/$lead',
      params: { workspace, lead },
      search: withoutBlanks({ ...address, lead: undefined }),
    });

  const [text, setText] = useTypedText(address.q, (q) => go({ q }));
  const { where, sort } = address;
  // the lead in the panel asks for no other list
  const query = useMemo(
    () => leadQuery(withoutBlanks({ where, sort, q: text === '' ? undefined : text })),
    [where, sort, text],
  );
  const { rows, isAsking } = useLeadRows(useDeferredValue(query), context);
  const selection = useSelection(rows);
  const total = useLeadCount();

  const [kept, keep] = useDeviceValue(`leads.columns/${workspace}`);
  const columns = useMemo(() => readColumns(kept), [kept]);
  const setColumns = useCallback(
    (next: readonly Column[]): void => keep(next.map(({ name, width }) => ({ name, width }))),
    [keep],
  );

  const { cursor, show, walk } = useLeadCursor({
    rows,
    selection,
    open: address.lead,
    onOpen: (lead) => go({ lead }, address.lead !== undefined),
    onOpenPage: openPage,
  });
  useShortcut({
    keys: 'f',
    label: t(($) => $.leads.keys.find),
    group: t(($) => $.leads.keys.group),
    run: () => find.current?.focus(),
  });

  const clearAll = (): void => {
    setText('');
    go({ where: undefined, q: undefined });
  };
  // one object for good: rows, bar and panel are drawn anew only for what they show
  const acts = { show, openPage, toggle: selection.toggle, go, walk, clearAll, rows };
  const latest = useRef(acts);
  useEffect(() => {
    latest.current = acts;
  });
  const actions = useMemo(
    () => ({
      href: (lead: string) =>
        router.buildLocation({ to: '/w/$workspace/leads/$lead', params: { workspace, lead } }).href,
      open: (lead: string) => latest.current.show(lead),
      openPage: (lead: string) => latest.current.openPage(lead),
      toggle: (lead: string, range: boolean) => latest.current.toggle(lead, range),
      step: (by: number) => latest.current.walk(by, false),
      close: () => latest.current.go({ lead: undefined }),
      choose: (next: Filter | undefined) => latest.current.go({ where: next }),
      clearAll: () => latest.current.clearAll(),
      order: (next: string) => latest.current.go({ sort: next }),
      rows: () => latest.current.rows,
    }),
    [router, workspace],
  );

  const here = useLeadsInView();
  const offset = listOffset(`${workspace}${JSON.stringify(query)}`);
  const isFiltered = query.where !== undefined || query.text !== undefined;
  // the first list is what the page opens for; who comes back from another page sees this one's head first
  const [isBack] = useState(() => wasOnScreen(projection));
  const inPanel = useDeferredValue(address.lead);
  const [atRest, setAtRest] = useState(false);
  useEffect(() => {
    // the first lead that is opened should not wait for its card, nor for the feed to be read
    const idle = setTimeout(() => {
      // what does not come unasked is asked for when it is wanted, and said then
      loadPanel().catch(() => undefined);
      loadBulk().catch(() => undefined);
      loadFeed().then(
        ({ prepareFeed }) => atLeisure(prepareFeed(projection)),
        () => undefined,
      );
      loadTwins().then(
        () => setAtRest(true),
        () => undefined,
      );
    }, 1_500);
    return () => clearTimeout(idle);
  }, [projection]);

  return (
    <Page
      fill
      header={
        <PageHeader
          title={t(($) => $.leads.title)}
          {...(total > 0 && {
            count: isFiltered ? t(($) => $.leads.ofAll, { count: rows.length, total }) : format.number(total),
          })}
          actions={
            <>
              {mayEdit && (
                <Button leftSection={<IconPlus size={14} />} onClick={openQuickAdd}>
                  {t(($) => $.leads.add)}
                </Button>
              )}
              {mayExport && rows.length > 0 && <ExportMenu rows={actions.rows} columns={columns} context={context} />}
              {total > 0 && (
                <ViewMenu
                  columns={columns}
                  onColumns={setColumns}
                  sort={sort}
                  onSort={actions.order}
                  withColumns={!isPhone}
                />
              )}
            </>
          }
        />
      }
      panel={
        inPanel !== undefined && (
          <Suspense>
            <LeadPanel
              id={inPanel}
              at={rows.findIndex((row) => row.id === inPanel)}
              total={rows.length}
              onStep={actions.step}
              onClose={actions.close}
              onExpand={actions.openPage}
            />
          </Suspense>
        )
      }
    >
      {atRest && (
        <Suspense>
          <TwinImports />
        </Suspense>
      )}
      {total > 0 && (
        <div className={classes.bars}>
          <div inert={selection.shown.length > 0}>
            <FilterBar
              text={text}
              onText={setText}
              query={query}
              onWhere={actions.choose}
              onClear={actions.clearAll}
              context={context}
              find={find}
            />
          </div>
          {selection.shown.length > 0 && (
            <Suspense>
              <BulkBar
                selected={selection.shown}
                onClear={() => selection.clear()}
                columns={columns}
                context={context}
              />
            </Suspense>
          )}
        </div>
      )}
      {total === 0 ? (
        <NoLeads />
      ) : rows.length === 0 && !isAsking ? (
        <EmptyState icon={IconFilterOff} title={t(($) => $.leads.nothing.title)} text={t(($) => $.leads.nothing.text)}>
          <Button variant="default" onClick={clearAll}>
            {t(($) => $.leads.filters.clear)}
          </Button>
        </EmptyState>
      ) : isPhone ? (
        <LeadTiles
          rows={rows}
          isAsking={isAsking}
          context={context}
          selection={selection}
          actions={actions}
          offset={offset}
        />
      ) : (
        <InTurn isNow={!isBack}>
          <LeadTable
            rows={rows}
            isAsking={isAsking}
            columns={columns}
            onWidth={(name, width) => setColumns(withWidth(columns, name, width))}
            context={context}
            me={env.actor.id}
            sort={sort}
            onSort={(field) => go({ sort: nextSort(sort, field) })}
            selection={selection}
            cursor={cursor}
            here={here}
            actions={actions}
            offset={offset}
          />
        </InTurn>
      )}
      {selection.shown.length === 0 && <JobBar />}
    </Page>
  );
}

/** The address without what it does not say. */
function withoutBlanks({ q, where, sort, lead }: Next): LeadListAddress {
  return {
    ...(q !== undefined && { q }),
    ...(where !== undefined && { where }),
    ...(sort !== undefined && { sort }),
    ...(lead !== undefined && { lead }),
  };
}
