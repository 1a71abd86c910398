/** One chart for each question about leads and deals, with its table. */
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '#schema/fields.ts';
import type { Filter } from '#schema/filter.ts';
import type { ConversionFigure, Figure, MonthFigure } from '#schema/metrics.ts';
import { campaignTitle } from '#schema/records/campaign.ts';
import type { ListName } from '#schema/settings.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { type BarLine, Bars, barsHeight } from './Bars.tsx';
import { ChartCard } from './ChartCard.tsx';
import type { OpenFigure } from './FigureList.tsx';
import { type FigureCell, FigureTable } from './FigureTable.tsx';
import { MONTHS_HEIGHT, MonthsChart } from './MonthsChart.tsx';
import classes from './Reports.module.css';
import { dealPeriod, leadPeriod, type Report } from './useReport.ts';

interface ReportChartsProps {
  readonly report: Report;
  readonly onOpen: (figure: OpenFigure) => void;
}

/** Bars beyond these are in the table only. */
const MOST_BARS = 8;

/** Drawn anew for another report only, and not because a list of records opens beside it. */
export const ReportCharts = memo(function ReportCharts({ report, onOpen }: ReportChartsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const { projection } = useWorkspace();
  const noData = t(($) => $.reports.noData);
  const without = t(($) => $.reports.without);

  const money = (values: readonly Money[]): string => values.map((value) => format.money(value)).join(' + ') || '–';
  const rate = (value: number | null): string => (value === null ? noData : format.percent(value / 100, 1));
  const leads = (name: string, where: Filter) => () =>
    onOpen({ type: 'lead', name, where: { all: [where, leadPeriod(report.period)] } });
  const deals = (name: string, where: Filter) => () => onOpen({ type: 'deal', name, where });
  const dealsMade = (name: string, where: Filter) => deals(name, { all: [where, dealPeriod(report.period)] });
  const labelIn = (list: ListName) => (key: string) =>
    key === '' ? without : settings.label(list, key, format.locale);
  const colorIn = (list: ListName, key: string): string =>
    `var(--tint-${settings.entry(list, key)?.color ?? 'indigo'}-solid)`;
  const campaignName = (key: string): string => {
    const campaign = key === '' ? undefined : projection.get('campaign', key);
    return campaign ? campaignTitle(campaign) : without;
  };
  const stepNames: Readonly<Record<string, string>> = {
    all: t(($) => $.reports.steps.all),
    contacted: t(($) => $.reports.steps.contacted),
    qualified: t(($) => $.reports.steps.qualified),
    quoted: t(($) => $.reports.steps.quoted),
    converted: t(($) => $.reports.steps.converted),
  };

  const columns = {
    name: t(($) => $.reports.columns.name),
    count: t(($) => $.reports.columns.count),
    share: t(($) => $.reports.columns.share),
  };

  /** Shares are of `whole`: all groups together, or the first step of a funnel. */
  const counted = (
    title: string,
    figures: readonly Figure[],
    whole: number,
    label: (key: string) => string,
    list?: ListName,
  ) => {
    const share = (count: number): string => (whole === 0 ? noData : format.percent(count / whole));
    const lines = figures.slice(0, MOST_BARS).map(
      (figure): BarLine => ({
        key: figure.key,
        label: label(figure.key),
        value: figure.count,
        shown: `${format.number(figure.count)} · ${share(figure.count)}`,
        ...(list && { color: colorIn(list, figure.key) }),
        open: leads(label(figure.key), figure.where),
      }),
    );
    const rows = figures.map((figure) => ({
      key: figure.key,
      cells: [
        { text: label(figure.key) },
        { text: format.number(figure.count), open: leads(label(figure.key), figure.where) },
        { text: share(figure.count) },
      ],
    }));
    return (
      <ChartCard
        title={title}
        isEmpty={figures.length === 0 || whole === 0}
        chart={<Bars lines={lines} />}
        height={barsHeight(lines.length)}
        table={<FigureTable label={title} head={[columns.name, columns.count, columns.share]} rows={rows} />}
      />
    );
  };

  const conversion = (title: string, figures: readonly ConversionFigure[], label: (key: string) => string) => {
    const lines = figures.slice(0, MOST_BARS).map(
      (figure): BarLine => ({
        key: figure.key,
        label: label(figure.key),
        value: figure.rate ?? 0,
        shown: `${rate(figure.rate)} · ${format.number(figure.converted)}/${format.number(figure.count)}`,
        open: leads(label(figure.key), figure.where),
      }),
    );
    const rows = figures.map((figure) => ({
      key: figure.key,
      cells: [
        { text: label(figure.key) },
        { text: format.number(figure.count), open: leads(label(figure.key), figure.where) },
        { text: format.number(figure.converted) },
        { text: rate(figure.rate) },
        { text: format.number(figure.deals) },
        { text: money(figure.won) },
      ] satisfies FigureCell[],
    }));
    const head = [
      columns.name,
      t(($) => $.reports.columns.leads),
      t(($) => $.reports.columns.converted),
      t(($) => $.reports.columns.rate),
      t(($) => $.reports.columns.deals),
      t(($) => $.reports.columns.won),
    ];
    return (
      <ChartCard
        title={title}
        isEmpty={figures.length === 0}
        chart={<Bars lines={lines} />}
        height={barsHeight(lines.length)}
        table={<FigureTable label={title} head={head} rows={rows} />}
      />
    );
  };

  const { stages, months } = report;
  const stageTitle = t(($) => $.reports.charts.stages);
  const monthsTitle = t(($) => $.reports.charts.months);
  const stageLabel = labelIn('stage');
  const mostClosed = months.flatMap((month) => [...month.won.value, ...month.lost.value]);
  const currency = [...mostClosed].sort((a, b) => b.amount - a.amount)[0]?.currency ?? 'TRY';
  const openMonth = (month: MonthFigure, outcome: 'won' | 'lost'): void =>
    deals(
      `${format.month(month.month)} · ${t(($) => (outcome === 'won' ? $.reports.columns.wonCount : $.reports.columns.lostCount))}`,
      month[outcome].where,
    )();

  return (
    <div className={classes.grid}>
      {counted(
        t(($) => $.reports.charts.funnel),
        report.funnel,
        report.summary.leads.count,
        (key) => stepNames[key] ?? key,
      )}
      <ChartCard
        title={stageTitle}
        isEmpty={sum(stages) === 0}
        chart={
          <Bars
            lines={stages.map((figure) => ({
              key: figure.key,
              label: stageLabel(figure.key),
              value: figure.count,
              shown: [format.number(figure.count), ...figure.value.map((value) => format.moneyShort(value))].join(
                ' · ',
              ),
              color: colorIn('stage', figure.key),
              open: dealsMade(stageLabel(figure.key), figure.where),
            }))}
          />
        }
        height={barsHeight(stages.length)}
        table={
          <FigureTable
            label={stageTitle}
            head={[
              columns.name,
              columns.count,
              t(($) => $.reports.columns.value),
              t(($) => $.reports.columns.weighted),
            ]}
            rows={stages.map((figure) => ({
              key: figure.key,
              cells: [
                { text: stageLabel(figure.key) },
                { text: format.number(figure.count), open: dealsMade(stageLabel(figure.key), figure.where) },
                { text: money(figure.value) },
                { text: money(figure.weighted) },
              ],
            }))}
          />
        }
      />
      {conversion(
        t(($) => $.reports.charts.source),
        report.source,
        labelIn('source'),
      )}
      {conversion(
        t(($) => $.reports.charts.campaign),
        report.campaign,
        campaignName,
      )}
      <ChartCard
        wide
        title={monthsTitle}
        isEmpty={months.length === 0}
        chart={<MonthsChart months={months} currency={currency} open={openMonth} />}
        height={MONTHS_HEIGHT}
        table={
          <FigureTable
            label={monthsTitle}
            head={[
              t(($) => $.reports.columns.month),
              t(($) => $.reports.columns.wonCount),
              t(($) => $.reports.columns.won),
              t(($) => $.reports.columns.lostCount),
              t(($) => $.reports.columns.lostValue),
            ]}
            rows={months.map((month) => ({
              key: month.month,
              cells: [
                { text: format.month(month.month) },
                { text: format.number(month.won.count), open: () => openMonth(month, 'won') },
                { text: money(month.won.value) },
                { text: format.number(month.lost.count), open: () => openMonth(month, 'lost') },
                { text: money(month.lost.value) },
              ],
            }))}
          />
        }
      />
      {counted(
        t(($) => $.reports.charts.status),
        report.status,
        sum(report.status),
        labelIn('status'),
        'status',
      )}
      {counted(
        t(($) => $.reports.charts.sector),
        report.sector,
        sum(report.sector),
        labelIn('sector'),
      )}
      {counted(
        t(($) => $.reports.charts.city),
        report.city,
        sum(report.city),
        (key) => key || without,
      )}
    </div>
  );
});

const sum = (figures: readonly Figure[]): number => figures.reduce((total, figure) => total + figure.count, 0);
