/** The top of the file as it stands in it, with its line numbers; a click on a number makes that line the header. */
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { cellText } from '#schema/import/sheet.ts';
import type { ColumnsProps } from './ColumnsStep.tsx';
import classes from './ColumnsStep.module.css';
import { columnLetter } from './layout.ts';

const LINES_BELOW_HEADER = 4;
const FEWEST_LINES = 7;

export function FilePreview({ steps, state }: ColumnsProps) {
  const { t } = useTranslation();
  const { layout, open } = state;
  const head = open.sheets[layout.sheet]?.head ?? [];
  const lines = head.slice(0, Math.max(FEWEST_LINES, (layout.header ?? 0) + 1 + LINES_BELOW_HEADER));
  return (
    <section aria-label={t(($) => $.import.columns.preview)}>
      <div className={classes.preview}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(($) => $.import.review.line)}</th>
              {layout.titles.map((_, column) => (
                <th key={columnLetter(column)} scope="col">
                  {columnLetter(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((row, index) => (
              <tr key={lineKey(index)} data-header={index === layout.header || undefined}>
                <th scope="row">
                  <button
                    type="button"
                    aria-label={t(($) => $.import.columns.setHeader, { line: index + 1 })}
                    aria-pressed={index === layout.header}
                    onClick={() => steps.chooseHeader(index)}
                  >
                    {index + 1}
                  </button>
                </th>
                {layout.titles.map((_, column) => (
                  <td key={columnLetter(column)}>{cellText(row[column]).slice(0, 80)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text c="dimmed" size="xs" mt={4}>
        {t(($) => $.import.columns.previewHint)}
      </Text>
    </section>
  );
}

const lineKey = (index: number): string => `line-${index}`;
