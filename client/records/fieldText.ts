/**
 * What a field holds, in words: for cells of lists, exports, tooltips. Pure over a context that is made once for a page,
 * so that ten thousand rows cost no hooks.
 */
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Consent, Due, Field, KindValues, Mark, Money, Move, Source } from '#schema/fields.ts';
import { isIsoDay } from '#schema/fields.ts';
import { type AnyRecord, isRecordType, RECORDS, type RecordType } from '#schema/records/index.ts';
import type { Settings } from '#schema/settings.ts';
import { importTitle } from '#schema/importOfBatch.ts';
import { titleOf } from '#schema/title.ts';
import { useSettings, useVersion } from '../data/useRecords.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { type Format, useFormat } from '../i18n/format.ts';
import type tr from '../i18n/tr/records.ts';
import { useMembers } from './useMembers.ts';

export interface FieldContext {
  readonly t: TFunction;
  readonly format: Format;
  readonly settings: Settings;
  readonly nameOf: (member: string) => string;
  /** the name of a record that another points to; '' where it is gone */
  readonly titleOfRef: (type: string, id: string) => string;
  /** what an import was called; '' where the feed does not know it any more */
  readonly titleOfBatch: (batch: string) => string;
}

/** The context of the open workspace; a new one when names, lists, campaigns or the language change. */
export function useFieldContext(): FieldContext {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const settings = useSettings();
  const format = useFormat();
  const { nameOf } = useMembers();
  const campaigns = useVersion('campaign');
  return useMemo(
    () => ({
      t,
      format,
      settings,
      nameOf,
      // the version stands for the titles that it makes stale
      titleOfRef: (type, id) => {
        const target = campaigns >= 0 && isRecordType(type) ? projection.get(type, id) : undefined;
        return target ? titleOf(target) : '';
      },
      titleOfBatch: (batch) => importTitle(projection, batch),
    }),
    [t, format, settings, nameOf, projection, campaigns],
  );
}

/** The declared field of a name, where there is one. */
export const declaredField = (type: RecordType, name: string): Field | undefined =>
  (RECORDS[type].fields as Readonly<Record<string, Field>>)[name];

/** A field's value as one line of text; '' where it is empty. Also for `title`, `created` and `updated`. */
export function fieldText(context: FieldContext, record: AnyRecord, name: string): string {
  if (name === 'title') return titleOf(record);
  if (name === 'created') return record.created.at > 0 ? context.format.ago(record.created.at) : '';
  if (name === 'updated') {
    const at = record.updated?.at ?? record.created.at;
    return at > 0 ? context.format.ago(at) : '';
  }
  const field = declaredField(record.type, name);
  const value: unknown = record[name as keyof AnyRecord];
  if (!field || value === undefined) return '';
  if (name === 'source' && record.type === 'lead' && record.source)
    return sourceText(context, record.source, record.campaign);
  const write = WRITERS[field.kind] as (context: FieldContext, value: unknown, field: Field) => string;
  return write(context, value, field);
}

/** `Fuar — Metal Expo 2025`, `Referans — Ali Bey`: the source with what tells most about it. */
export function sourceText(context: FieldContext, source: Source, campaign: string | undefined): string {
  const label = context.settings.label('source', source.key, context.format.locale);
  const more = (campaign !== undefined && context.titleOfRef('campaign', campaign)) || source.detail;
  return more ? `${label} — ${more}` : label;
}

/** A choice in words: by its list, else one of the few that the app itself knows, else as typed. */
export function choiceText(context: FieldContext, field: Field, key: string): string {
  if (field.list) return context.settings.label(field.list, key, context.format.locale);
  // tags are people's own words, even where they look like one of ours
  if (field.kind === 'set') return key;
  return context.t(($) => $.records.choice[key as keyof typeof tr.choice], { defaultValue: key });
}

const asIs = (_: FieldContext, value: string): string => value;

const WRITERS: {
  readonly [K in keyof KindValues]: (context: FieldContext, value: KindValues[K], field: Field) => string;
} = {
  text: asIs,
  longText: (_, value) => value.replace(/\s+/g, ' '),
  phone: ({ format }, value) => format.phone(value),
  email: asIs,
  number: ({ format }, value) => format.number(value, 2),
  boolean: (_, value) => (value ? '✓' : ''),
  money: ({ format }, value: Money) => format.money(value),
  day: ({ format }, value) => (isIsoDay(value) ? format.day(value) : value),
  instant: ({ format }, value) => format.instant(value),
  due: ({ format }, value: Due) => [format.dayNear(value.day), value.time].filter(Boolean).join(' '),
  choice: (context, value, field) => choiceText(context, field, value),
  set: (context, value, field) => value.map((label) => choiceText(context, field, label)).join(', '),
  member: ({ nameOf }, value) => nameOf(value),
  ref: ({ titleOfRef }, value, field) => (field.to ? titleOfRef(field.to, value) : value),
  subject: ({ titleOfRef }, value) => titleOfRef(value.type, value.id),
  move: (context, value: Move, field) => choiceText(context, field, value.to),
  source: (context, value: Source) => sourceText(context, value, undefined),
  consent: ({ t, format }, value: Consent) => consentText(t, format, value),
  mark: ({ format }, value: Mark) => format.ago(value.at),
  order: asIs,
};

function consentText(t: TFunction, format: Format, { given, day }: Consent): string {
  if (day === undefined) return given ? t(($) => $.records.consent.given) : t(($) => $.records.consent.refused);
  const when = { day: format.day(day) };
  return given ? t(($) => $.records.consent.givenOn, when) : t(($) => $.records.consent.refusedOn, when);
}
