/** The strip of figures at the head of the reports. */
import { useTranslation } from 'react-i18next';
import type { Money } from '#schema/fields.ts';
import { useFormat } from '../../i18n/format.ts';
import type { OpenFigure } from './FigureList.tsx';
import classes from './Reports.module.css';
import { dealPeriod, leadPeriod, type Report } from './useReport.ts';

interface ReportFiguresProps {
  readonly report: Report;
  readonly onOpen: (figure: OpenFigure) => void;
}

export function ReportFigures({ report: { summary, period }, onOpen }: ReportFiguresProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const noData = t(($) => $.reports.noData);
  const money = (values: readonly Money[]): string =>
    values.map((value) => format.moneyShort(value)).join(' + ') || noData;
  const rate = (value: number | null): string => (value === null ? noData : format.percent(value / 100, 1));
  const name = {
    leads: t(($) => $.reports.figures.leads),
    open: t(($) => $.reports.figures.open),
    won: t(($) => $.reports.figures.won),
  };
  const { openDeals, won } = summary;
  const deals = (where: OpenFigure['where']) => ({ all: [where, dealPeriod(period)] });
  const lines: readonly { name: string; value: string; hint?: string; figure?: OpenFigure }[] = [
    {
      name: name.leads,
      value: format.number(summary.leads.count),
      hint: t(($) => $.reports.figures.dealConversion, { value: rate(summary.dealConversion) }),
      figure: { type: 'lead', name: name.leads, where: leadPeriod(period) },
    },
    {
      name: name.open,
      value: money(openDeals.value),
      hint:
        openDeals.weighted.length === 0
          ? format.number(openDeals.count)
          : `${format.number(openDeals.count)} · ${t(($) => $.reports.figures.weighted)} ${money(openDeals.weighted)}`,
      figure: { type: 'deal', name: name.open, where: deals(openDeals.where) },
    },
    {
      name: name.won,
      value: money(won.value),
      hint: format.number(won.count),
      figure: { type: 'deal', name: name.won, where: deals(won.where) },
    },
    {
      name: t(($) => $.reports.figures.conversion),
      value: rate(summary.conversion),
      hint: t(($) => $.reports.figures.conversionHint),
    },
    {
      name: t(($) => $.reports.figures.winRate),
      value: rate(summary.winRate),
      hint: t(($) => $.reports.figures.winRateHint),
    },
    { name: t(($) => $.reports.figures.averageDeal), value: money(summary.averageDeal) },
    {
      name: t(($) => $.reports.figures.cycle),
      value:
        summary.cycleDays === null
          ? noData
          : t(($) => $.reports.figures.days, { value: format.number(Math.round(summary.cycleDays)) }),
      hint: t(($) => $.reports.figures.cycleHint),
    },
  ];
  return (
    <div className={classes.figures}>
      {lines.map((line) => {
        const content = (
          <>
            <span className={classes.figureName}>{line.name}</span>
            <span className={classes.figureValue}>{line.value}</span>
            {line.hint !== undefined && <span className={classes.figureHint}>{line.hint}</span>}
          </>
        );
        const { figure } = line;
        return figure ? (
          <button key={line.name} type="button" className={classes.figure} onClick={() => onOpen(figure)}>
            {content}
          </button>
        ) : (
          <div key={line.name} className={classes.figure}>
            {content}
          </div>
        );
      })}
    </div>
  );
}
