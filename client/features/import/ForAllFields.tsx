/** What every row gets where it says nothing itself: source, fair, owner, tags. */
import { Select, TagsInput, Text, TextInput, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettings, useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useMembers } from '../../records/useMembers.ts';
import classes from './ColumnsStep.module.css';
import { NEW_CAMPAIGN, type ForAllRows } from './importState.ts';
import { MADE_WHEN_OPENED } from './madeWhenOpened.ts';
import type { ImportSteps } from './useImport.ts';
import { campaignsOf } from './workspaceKnowledge.ts';

interface ForAllFieldsProps {
  readonly steps: ImportSteps;
  readonly forAll: ForAllRows;
}

const MOST_TAGS = 200;

export function ForAllFields({ steps, forAll }: ForAllFieldsProps) {
  const { t } = useTranslation();
  const locale = useLanguage();
  const { projection } = useWorkspace();
  const settings = useSettings();
  const { active, me } = useMembers();
  const campaignVersion = useVersion('campaign');
  const campaigns = useMemo(() => (campaignVersion >= 0 ? campaignsOf(projection) : []), [projection, campaignVersion]);
  const tags = useMemo(() => {
    const known = new Set<string>();
    for (const lead of projection.all('lead')) for (const tag of lead.tags) known.add(tag);
    return [...known].slice(0, MOST_TAGS);
  }, [projection]);
  const isNew = forAll.campaign === NEW_CAMPAIGN;
  const nameMissing = isNew && forAll.newCampaign.trim() === '';

  return (
    <section className={classes.forAll} aria-labelledby="import-for-all">
      <div>
        <Title order={2} size="h3" id="import-for-all">
          {t(($) => $.import.forAll.heading)}
        </Title>
        <Text c="dimmed" size="sm">
          {t(($) => $.import.forAll.hint)}
        </Text>
      </div>
      <Select
        comboboxProps={MADE_WHEN_OPENED}
        label={t(($) => $.import.forAll.source)}
        data={settings.lists.source
          .filter((entry) => !entry.retired && entry.key !== 'unknown')
          .map((entry) => ({ value: entry.key, label: settings.label('source', entry.key, locale) }))}
        value={forAll.source}
        clearable
        clearButtonProps={{ 'aria-label': t(($) => $.records.clear) }}
        placeholder={t(($) => $.import.forAll.noSource)}
        onChange={(source) => steps.changeForAll({ source })}
      />
      <Select
        comboboxProps={MADE_WHEN_OPENED}
        label={t(($) => $.import.forAll.campaign)}
        data={[
          ...campaigns.map(({ id, title }) => ({ value: id, label: title })),
          { value: NEW_CAMPAIGN, label: t(($) => $.import.forAll.newCampaign) },
        ]}
        value={forAll.campaign}
        clearable
        clearButtonProps={{ 'aria-label': t(($) => $.records.clear) }}
        searchable={campaigns.length > 6}
        placeholder={t(($) => $.import.forAll.noCampaign)}
        description={
          forAll.source === 'fair' && forAll.campaign === null ? t(($) => $.import.forAll.fairMissing) : undefined
        }
        onChange={(campaign) =>
          steps.changeForAll({ campaign, ...(campaign !== null && forAll.source === null && { source: 'fair' }) })
        }
      />
      {isNew && (
        <TextInput
          label={t(($) => $.import.forAll.newCampaignName)}
          placeholder={t(($) => $.import.forAll.newCampaignExample)}
          value={forAll.newCampaign}
          error={nameMissing ? t(($) => $.import.forAll.newCampaignEmpty) : undefined}
          onChange={(event) => steps.changeForAll({ newCampaign: event.currentTarget.value })}
        />
      )}
      <Select
        comboboxProps={MADE_WHEN_OPENED}
        label={t(($) => $.import.forAll.owner)}
        data={active.map(({ id, name }) => ({
          value: id,
          label: id === me ? t(($) => $.records.me, { name }) : name,
        }))}
        value={forAll.owner}
        allowDeselect={false}
        searchable={active.length > 6}
        onChange={(owner) => owner !== null && steps.changeForAll({ owner })}
      />
      <TagsInput
        comboboxProps={MADE_WHEN_OPENED}
        label={t(($) => $.import.forAll.tags)}
        placeholder={forAll.tags.length === 0 ? t(($) => $.import.forAll.tagsHint) : ''}
        data={tags}
        value={[...forAll.tags]}
        splitChars={[',', ';']}
        onChange={(value) => steps.changeForAll({ tags: value })}
      />
    </section>
  );
}
