/** A day: typed in any habit ("12.10", "yarın"), or picked from a calendar that is loaded when it is opened. */
import { Popover } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isIsoDay } from '#schema/fields.ts';
import { today } from '../data/environment.ts';
import { useFormat } from '../i18n/format.ts';
import classes from './editors.module.css';
import { fieldProblem } from './fieldProblem.ts';
import { readDay } from './readers.ts';
import { type EditorProps, TextEditor } from './TextEditor.tsx';

const DayCalendar = lazy(() => import('./DayCalendar.tsx'));

interface DayEditorProps extends EditorProps {
  readonly value: string | undefined;
  readonly save: (value: string | null) => void;
}

export function DayEditor({ value, save, ...editor }: DayEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const problem = fieldProblem('day', value);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      withinPortal
      trapFocus
      returnFocus
      withRoles={false}
    >
      <Popover.Target>
        <div>
          <TextEditor
            {...editor}
            value={value}
            save={save}
            write={(day) => (isIsoDay(day) ? format.day(day) : day)}
            read={(text) => readDay(text, today(), value !== undefined && isIsoDay(value) ? value : today())}
            placeholder={t(($) => $.records.dayHint)}
            problem={problem ? t(($) => $.records.problem[problem]) : undefined}
            end={
              !editor.readOnly && (
                <button
                  type="button"
                  className={classes.end}
                  tabIndex={-1}
                  aria-label={t(($) => $.records.pickDay)}
                  onClick={() => setOpen(!open)}
                >
                  <IconCalendar size={15} aria-hidden />
                </button>
              )
            }
          />
        </div>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={<div style={{ width: 238, height: 250 }} />}>
          <DayCalendar
            value={value !== undefined && isIsoDay(value) ? value : null}
            onPick={(day) => {
              setOpen(false);
              if (day !== value) save(day);
            }}
          />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
