/** Says that one list was imported twice, by whom and when, and offers to make one of it: merge, drop the second, or keep. */
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { importEvent, importTitle } from '#schema/importOfBatch.ts';
import type { TwinImport } from '#schema/import/twinImports.ts';
import { Banner } from '../../app/Banner.tsx';
import { useCommands } from '../../data/useCommand.ts';
import { useDeviceValue } from '../../data/useDeviceValue.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useMembers } from '../../records/useMembers.ts';
import { useMay } from '../../records/useRights.ts';
import { useTwinImports } from './useTwinImports.ts';

export default function TwinImports() {
  const { id } = useWorkspace();
  const mayMerge = useMay('bulkEdit');
  const [kept, keep] = useDeviceValue(`import.twinsKept/${id}`);
  const keptApart = Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  const twin = useTwinImports().find((one) => !keptApart.includes(pathOf(one)));
  if (!twin || !mayMerge) return null;
  return <Offer key={pathOf(twin)} twin={twin} onKeep={() => keep([...keptApart, pathOf(twin)])} />;
}

const pathOf = ({ first, second }: TwinImport): string => `${first} ${second}`;

function Offer({ twin, onKeep }: { readonly twin: TwinImport; readonly onKeep: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { projection } = useWorkspace();
  const { nameOf } = useMembers();
  const commands = useCommands();
  const who = (batch: string): string => {
    const event = importEvent(projection, batch);
    return event ? t(($) => $.import.twins.who, { name: nameOf(event.by), time: format.instant(event.at) }) : '';
  };
  const both = format.list([who(twin.first), who(twin.second)].filter(Boolean));
  const count = twin.leads;
  return (
    <Banner
      tone="accent"
      icon={IconCopy}
      actions={
        <>
          <Button
            size="compact-sm"
            onClick={() =>
              void commands.start(
                { kind: 'mergeRecords', pairs: twin.pairs },
                t(($) => $.import.twins.merged, { count }),
              )
            }
          >
            {t(($) => $.import.twins.merge)}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() =>
              void commands.start(
                {
                  kind: 'binRecords',
                  type: 'lead',
                  ids: twin.pairs.flatMap((pair) => (pair.type === 'lead' ? [pair.twin] : [])),
                },
                t(($) => $.import.twins.dropped, { count }),
              )
            }
          >
            {t(($) => $.import.twins.drop)}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onKeep}>
            {t(($) => $.import.twins.keep)}
          </Button>
        </>
      }
    >
      <b>{t(($) => $.import.twins.title, { title: importTitle(projection, twin.second) })}</b>{' '}
      {t(($) => $.import.twins.text, { count, both })}
    </Banner>
  );
}
