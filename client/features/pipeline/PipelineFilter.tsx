/** Above the board: a text, whose deals, and what the open ones come to. */
import { Button, CloseButton, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sumMoney } from '#schema/metrics.ts';
import { useFormat } from '../../i18n/format.ts';
import { useMembers } from '../../records/useMembers.ts';
import { moneyText } from './moneyText.ts';
import classes from './PipelineFilter.module.css';
import { NOBODY, type PipelineAddress } from './pipelineAddress.ts';
import type { StageColumn } from './stageColumns.ts';

const route = getRouteApi('/w/$workspace/pipeline');

const TYPING_MS = 150;

interface PipelineFilterProps {
  readonly stages: readonly StageColumn[];
  readonly found: number;
}

export function PipelineFilter({ stages, found }: PipelineFilterProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { q = '', owner } = route.useSearch();
  const navigate = route.useNavigate();
  const { me, active, nameOf } = useMembers();
  const open = stages.filter((stage) => stage.entry?.outcome === undefined);
  const value = moneyText(format, sumMoney(open.flatMap((stage) => stage.value)));
  const weighted = moneyText(format, sumMoney(open.flatMap((stage) => stage.weighted)));

  // each change replaces the address: going back should leave the page, not undo letters
  const change = (changes: { readonly [K in 'q' | 'owner']?: string | undefined }) =>
    void navigate({ search: (before) => cleaned({ ...before, ...changes }), replace: true });

  // the field holds what is typed at once; the address and the board follow when the fingers rest
  const [text, setText] = useState(q);
  useEffect(() => {
    if (text === q) return undefined;
    const timer = setTimeout(() => change({ q: text }), TYPING_MS);
    return () => clearTimeout(timer);
  });
  const clear = () => {
    setText('');
    change({ q: undefined, owner: undefined });
  };

  const owners = [
    { value: me, label: t(($) => $.pipeline.filter.mine) },
    ...active.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
    { value: NOBODY, label: t(($) => $.pipeline.filter.nobody) },
  ];
  // someone who left may still own deals, and be asked for by an address
  if (owner !== undefined && !owners.some((option) => option.value === owner))
    owners.push({ value: owner, label: nameOf(owner) });

  return (
    <div className={classes.root}>
      <TextInput
        className={classes.text}
        aria-label={t(($) => $.pipeline.filter.text)}
        placeholder={t(($) => $.pipeline.filter.text)}
        leftSection={<IconSearch size={14} />}
        rightSection={
          text === '' ? undefined : (
            <CloseButton size="xs" aria-label={t(($) => $.pipeline.filter.clear)} onClick={() => setText('')} />
          )
        }
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        className={classes.owner}
        aria-label={t(($) => $.pipeline.filter.owner)}
        placeholder={t(($) => $.pipeline.filter.everyone)}
        data={owners}
        value={owner ?? null}
        clearable
        clearButtonProps={{ 'aria-label': t(($) => $.pipeline.filter.clear) }}
        onChange={(next) => change({ owner: next ?? undefined })}
      />
      {found === 0 ? (
        <span className={classes.none}>
          {t(($) => $.pipeline.filter.none)}
          <Button size="compact-sm" variant="subtle" onClick={clear}>
            {t(($) => $.pipeline.filter.clear)}
          </Button>
        </span>
      ) : (
        <span className={classes.sums}>{t(($) => $.pipeline.amount, { value, weighted })}</span>
      )}
    </div>
  );
}

function cleaned({ q, owner, deal }: { [K in keyof PipelineAddress]: string | undefined }): PipelineAddress {
  return { ...(q && { q }), ...(owner && { owner }), ...(deal && { deal }) };
}
