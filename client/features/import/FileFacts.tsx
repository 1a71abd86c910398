/** The file as it was understood: sheet, characters, separator, header line. Each can be corrected. */
import { Alert, Select, Text } from '@mantine/core';
import { IconAlertTriangle, IconFileSpreadsheet } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ENCODINGS } from '#schema/import/decode.ts';
import { DELIMITERS, type Delimiter } from '#schema/import/delimiter.ts';
import { useFormat } from '../../i18n/format.ts';
import type { ColumnsProps } from './ColumnsStep.tsx';
import classes from './ColumnsStep.module.css';
import { MADE_WHEN_OPENED } from './madeWhenOpened.ts';

const DELIMITER_NAMES = { ';': 'semicolon', ',': 'comma', '\t': 'tab', '|': 'pipe' } as const satisfies Record<
  Delimiter,
  string
>;
const NO_HEADER = 'none';
const HEADER_LINES = 30;

export function FileFacts({ steps, state }: ColumnsProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { open, options, layout, busy } = state;
  const { file, sheets, csv } = open;
  const lines = Math.min(HEADER_LINES, sheets[layout.sheet]?.lines ?? 0);

  return (
    <section aria-label={t(($) => $.import.columns.facts)}>
      <div className={classes.fileName}>
        <IconFileSpreadsheet size={18} stroke={1.6} aria-hidden />
        <Text fw={500} truncate>
          {file.name}
        </Text>
        <Text c="dimmed" size="xs">
          {format.fileSize(file.size)}
        </Text>
      </div>
      <div className={classes.factFields}>
        {sheets.length > 1 && (
          <Select
            comboboxProps={MADE_WHEN_OPENED}
            label={t(($) => $.import.columns.sheet)}
            data={sheets.map((sheet, index) => ({
              value: String(index),
              label: t(($) => $.import.columns.sheetLines, { name: sheet.name, count: sheet.lines }),
            }))}
            value={String(layout.sheet)}
            allowDeselect={false}
            onChange={(value) => value !== null && steps.chooseSheet(Number(value))}
          />
        )}
        {csv && (
          <>
            <Select
              comboboxProps={MADE_WHEN_OPENED}
              label={t(($) => $.import.columns.encoding)}
              data={ENCODINGS.map((value) => ({ value, label: t(($) => $.import.columns.encodings[value]) }))}
              value={csv.encoding}
              allowDeselect={false}
              disabled={busy}
              onChange={(value) => {
                const encoding = ENCODINGS.find((one) => one === value);
                if (encoding) void steps.openFile(file, { ...options, encoding });
              }}
            />
            <Select
              comboboxProps={MADE_WHEN_OPENED}
              label={t(($) => $.import.columns.delimiter)}
              data={DELIMITERS.map((value) => ({
                value,
                label: t(($) => $.import.columns.delimiters[DELIMITER_NAMES[value]]),
              }))}
              value={csv.delimiter}
              allowDeselect={false}
              disabled={busy}
              onChange={(value) => {
                const delimiter = DELIMITERS.find((one) => one === value);
                if (delimiter) void steps.openFile(file, { ...options, delimiter });
              }}
            />
          </>
        )}
        <Select
          comboboxProps={MADE_WHEN_OPENED}
          label={t(($) => $.import.columns.header)}
          data={[
            { value: NO_HEADER, label: t(($) => $.import.columns.noHeader) },
            ...Array.from({ length: lines }, (_, index) => ({
              value: String(index),
              label: t(($) => $.import.columns.headerLine, { line: index + 1 }),
            })),
          ]}
          value={layout.header === null ? NO_HEADER : String(layout.header)}
          allowDeselect={false}
          onChange={(value) => value !== null && steps.chooseHeader(value === NO_HEADER ? null : Number(value))}
        />
      </div>
      {csv?.suspicious && (
        <Alert color="orange" icon={<IconAlertTriangle size={18} />} mt="sm" aria-live="polite">
          {t(($) => $.import.columns.suspicious)}
        </Alert>
      )}
    </section>
  );
}
