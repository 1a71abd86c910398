/** The records behind a figure, in a panel beside the charts; each opens its card. */
import { Anchor, Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Filter } from '#schema/filter.ts';
import { titleOf } from '#schema/title.ts';
import { useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import classes from './Reports.module.css';
import { type FigureRecord, useFigureRecords } from './useFigureRecords.ts';

export interface OpenFigure {
  readonly type: 'lead' | 'deal';
  readonly name: string;
  readonly where: Filter;
}

const PAGE = 100;
/** Those that are drawn with the panel; the others come after it. */
const FIRST = 25;

export function FigureList({ figure, onClose }: { readonly figure: OpenFigure; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const records = useFigureRecords(figure);
  const head = (
    <Text fw={600} truncate>
      {figure.name}{' '}
      {records && (
        <Text span c="dimmed">
          {format.number(records.length)}
        </Text>
      )}
    </Text>
  );
  return (
    <Panel label={t(($) => $.reports.listOf, { name: figure.name })} onClose={onClose} head={head}>
      {records && <Lines records={records} />}
    </Panel>
  );
}

function Lines({ records }: { readonly records: readonly FigureRecord[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const { id: workspace } = useWorkspace();
  const [shown, setShown] = useState(PAGE);
  const drawn = useDeferredValue(shown, FIRST);
  return (
    <>
      {records.slice(0, drawn).map((record) => {
        const title = titleOf(record) || t(($) => $.reports.untitled);
        return (
          <div key={record.id} className={classes.listLine}>
            {record.type === 'lead' ? (
              <Anchor
                fz="sm"
                renderRoot={(props) => (
                  <Link {...props} to="/w/$workspace/leads/$lead" params={{ workspace, lead: record.id }} />
                )}
              >
                {title}
              </Anchor>
            ) : (
              <Anchor
                fz="sm"
                renderRoot={(props) => (
                  <Link {...props} to="/w/$workspace/pipeline/$deal" params={{ workspace, deal: record.id }} />
                )}
              >
                {title}
              </Anchor>
            )}
            <Text size="xs" c="dimmed" ta="end">
              {record.type === 'lead'
                ? record.status && settings.label('status', record.status.to, format.locale)
                : record.type === 'deal' && record.amount && format.money(record.amount)}
            </Text>
          </div>
        );
      })}
      {records.length > shown && (
        <Button variant="subtle" color="gray" mt="sm" onClick={() => setShown(shown + PAGE)}>
          {t(($) => $.reports.rest, { count: records.length - shown })}
        </Button>
      )}
    </>
  );
}
