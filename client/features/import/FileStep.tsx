/** Choosing the file: dropped anywhere on the page or picked; and, when it was refused, why and what to do. */
import { Alert, Button, Group, Loader, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconFileSpreadsheet, IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../ui/notify.tsx';
import { useFormat } from '../../i18n/format.ts';
import type { FileRefusal, StepOf } from './importState.ts';
import classes from './FileStep.module.css';
import { DEADLINE } from './read/importReader.ts';
import { MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS } from './read/readResult.ts';
import { RunningJobs } from './RunningStep.tsx';
import { useTemplateFile } from './templateFile.ts';
import type { ImportSteps } from './useImport.ts';

const ACCEPTED =
  '.xlsx,.xlsm,.csv,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface FileStepProps {
  readonly steps: ImportSteps;
  readonly state: StepOf<'file'>;
}

export function FileStep({ steps, state }: FileStepProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const downloadTemplate = useTemplateFile();
  const { reading, refusal, fault } = state;

  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (!file) return;
    if ((files?.length ?? 0) > 1) notify.refused(t(($) => $.import.file.onlyOne, { name: file.name }));
    void steps.openFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };

  return (
    <div
      className={classes.filePage}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <RunningJobs />
      <section className={classes.drop} data-over={over || undefined} aria-busy={reading !== null}>
        {reading ? <Loader size="sm" /> : <IconFileSpreadsheet size={30} stroke={1.4} aria-hidden />}
        <Title order={2} size="h2">
          {over ? t(($) => $.import.file.drop) : t(($) => $.import.file.heading)}
        </Title>
        <Text c="dimmed" ta="center" maw={440} aria-live="polite">
          {reading ? t(($) => $.import.file.reading, { name: reading.name }) : t(($) => $.import.file.text)}
        </Text>
        <input
          ref={input}
          type="file"
          accept={ACCEPTED}
          className={classes.hiddenInput}
          tabIndex={-1}
          aria-hidden
          data-testid="import-file"
          onChange={(event) => {
            take(event.currentTarget.files);
            // the same file may be chosen again after it was corrected
            event.currentTarget.value = '';
          }}
        />
        <Group gap="sm" justify="center" mt="xs">
          <Button
            size="sm"
            leftSection={<IconUpload size={16} />}
            onClick={() => input.current?.click()}
            disabled={reading !== null}
          >
            {refusal ? t(($) => $.import.file.another) : t(($) => $.import.file.choose)}
          </Button>
          <Button size="sm" variant="default" onClick={() => void downloadTemplate()}>
            {t(($) => $.import.file.template)}
          </Button>
        </Group>
        <Text c="dimmed" size="xs" ta="center">
          {t(($) => $.import.file.limits, { size: format.fileSize(MAX_FILE_BYTES), rows: MAX_ROWS })}
        </Text>
      </section>
      {refusal && <Refused refusal={refusal} steps={steps} />}
      {fault !== null && (
        <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert" title={t(($) => $.import.kept)}>
          {t(($) => $.import.file.failed, { detail: fault })}
        </Alert>
      )}
    </div>
  );
}

/** One sentence: what is wrong with the file, and what to do. */
function Refused({ refusal, steps }: { readonly refusal: FileRefusal; readonly steps: ImportSteps }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { file, code, row = 1 } = refusal;
  const facts = {
    name: file.name,
    size: format.fileSize(MAX_FILE_BYTES),
    rows: MAX_ROWS,
    columns: MAX_COLUMNS,
    seconds: DEADLINE / 1000,
    row,
  };
  return (
    <Alert
      color="red"
      icon={<IconAlertCircle size={18} />}
      role="alert"
      className={classes.refusal}
      title={t(($) => $.import.refusals[code], facts)}
    >
      <Text size="sm">{t(($) => $.import.kept)}</Text>
      {code === 'broken-quotes' && (
        <Button mt="sm" variant="default" onClick={() => void steps.openFile(file, { plainQuotes: true })}>
          {t(($) => $.import.file.plainQuotes)}
        </Button>
      )}
    </Alert>
  );
}
