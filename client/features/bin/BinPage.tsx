/** The bin: what was deleted, by whom and when; restored with one click, deleted for good after asking. */
import { Button, Checkbox, Group, SegmentedControl, Text } from '@mantine/core';
import { IconRestore, IconTrash, IconTrashX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { may } from '#schema/policy.ts';
import type { AnyRecord, RecordType } from '#schema/records/index.ts';
import { titleOf } from '#schema/title.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { confirm } from '../../ui/confirm.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { useMemberName } from '../notes/memberNames.ts';
import classes from './BinPage.module.css';
import { useBinned } from './useBinned.ts';

const ROW_HEIGHT = 44;

export function BinPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const { env } = useWorkspace();
  const commands = useCommands();
  const binned = useBinned();
  const [type, setType] = useState<RecordType | 'all'>('all');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());

  const types = [...new Set(binned.map((record) => record.type))];
  const shown = type === 'all' ? binned : binned.filter((record) => record.type === type);
  const selected = shown.filter((record) => chosen.has(record.id));
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };

  /** Runs over the chosen records, one job a type. */
  const forEachType = async (kind: 'restoreRecords' | 'purgeRecords', done: string): Promise<void> => {
    const groups = [...Map.groupBy(selected, (record) => record.type)];
    setChosen(new Set());
    for (const [index, [group, records]] of groups.entries()) {
      const ids = records.map((record) => record.id);
      await commands.start({ kind, type: group, ids }, index === groups.length - 1 ? done : undefined);
    }
  };
  const restore = () =>
    void forEachType(
      'restoreRecords',
      t(($) => $.bin.restored, { count: selected.length }),
    );
  const purge = async (): Promise<void> => {
    const count = selected.length;
    const sure = await confirm({
      title: t(($) => $.bin.purgeTitle, { count }),
      text: t(($) => $.bin.purgeText),
      confirm: t(($) => $.bin.purge),
      danger: true,
    });
    if (sure)
      await forEachType(
        'purgeRecords',
        t(($) => $.bin.purged, { count }),
      );
  };

  return (
    <>
      <PageHeader title={t(($) => $.app.nav.bin)} {...(binned.length > 0 && { count: format.number(binned.length) })} />
      {binned.length === 0 ? (
        <EmptyState icon={IconTrash} title={t(($) => $.bin.empty.title)} text={t(($) => $.bin.empty.text)} />
      ) : (
        <>
          <Group className={classes.bar} gap="sm" wrap="wrap">
            <Checkbox
              aria-label={t(($) => $.bin.selectAll)}
              checked={selected.length > 0 && selected.length === shown.length}
              indeterminate={selected.length > 0 && selected.length < shown.length}
              onChange={() =>
                setChosen(selected.length === shown.length ? new Set() : new Set(shown.map((record) => record.id)))
              }
            />
            {selected.length === 0 ? (
              <SegmentedControl
                aria-label={t(($) => $.bin.filter)}
                value={type}
                onChange={(value) => setType(types.find((one) => one === value) ?? 'all')}
                data={[
                  { value: 'all', label: t(($) => $.bin.all) },
                  ...types.map((one) => ({ value: one, label: t(($) => $.bin.types[one]) })),
                ]}
              />
            ) : (
              <>
                <Text size="sm">{t(($) => $.bin.selected, { count: selected.length })}</Text>
                {may(env.actor.role, 'editRecords') && (
                  <Button variant="default" leftSection={<IconRestore size={14} />} onClick={restore}>
                    {t(($) => $.bin.restore)}
                  </Button>
                )}
                {may(env.actor.role, 'purgeRecords') && (
                  <Button
                    variant="subtle"
                    color="red"
                    leftSection={<IconTrashX size={14} />}
                    onClick={() => void purge()}
                  >
                    {t(($) => $.bin.purge)}
                  </Button>
                )}
              </>
            )}
          </Group>
          <BinList records={shown} chosen={chosen} onToggle={toggle} />
        </>
      )}
    </>
  );
}

interface BinListProps {
  readonly records: readonly AnyRecord[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

function BinList({ records, chosen, onToggle }: BinListProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useMemberName();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: records.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  });
  const items = rows.getVirtualItems();
  return (
    <div ref={scroller} className={classes.scroll}>
      <ul className={classes.list} style={{ height: rows.getTotalSize(), paddingTop: items[0]?.start }}>
        {items.map(({ index }) => {
          const record = records[index];
          if (!record) return null;
          const title = titleOf(record) || t(($) => $.bin.untitled);
          return (
            <li key={record.id} className={classes.row}>
              <Checkbox
                aria-label={t(($) => $.bin.select, { name: title })}
                checked={chosen.has(record.id)}
                onChange={() => onToggle(record.id)}
              />
              <span className={classes.title}>{title}</span>
              <span className={classes.type}>{t(($) => $.bin.types[record.type])}</span>
              <span className={classes.when}>
                {record.bin && t(($) => $.bin.binned, { name: nameOf(record.bin.by), when: format.ago(record.bin.at) })}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
