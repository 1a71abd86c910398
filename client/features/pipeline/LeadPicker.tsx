/** Chooses the lead a deal comes of, by name or company. */
import { useTranslation } from 'react-i18next';
import type { Locale } from '#schema/env.ts';
import type { Projection } from '#schema/projection.ts';
import { type Lead, leadTitle } from '#schema/records/lead.ts';
import { mapped, mergeSorted, type Slices } from '#schema/slices.ts';
import { compareText, fold } from '#schema/text.ts';
import { isBinned } from '#schema/workspace.ts';
import { paced } from '../../data/pause.ts';
import { useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { type Option, OptionPicker } from '../../records/OptionPicker.tsx';
import classes from './LeadPicker.module.css';

interface LeadPickerProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (lead: string | undefined) => void;
  readonly readOnly?: boolean;
  /** looks like text until it is touched, as fields of a card do */
  readonly quiet?: boolean;
}

/** `Ayşe Demir · Çınar Metal`. */
export const leadLine = (lead: Lead): string => {
  const name = leadTitle(lead);
  return lead.company && lead.company !== name ? `${name} · ${lead.company}` : name;
};

/** All leads by name, in slices: fifty thousand take half a second to sort. */
function* leadOptions(projection: Projection, locale: Locale): Slices<readonly Option[]> {
  const leads = [...projection.all('lead')].filter((lead) => !isBinned(lead));
  const options = yield* mapped(leads, (lead): Option => {
    const label = leadLine(lead);
    return { value: lead.id, label, folded: fold(label) };
  });
  const compare = compareText(locale);
  return yield* mergeSorted(options, (a, b) => compare(a.label, b.label));
}

export function LeadPicker({ label, value, onChange, readOnly = false, quiet = false }: LeadPickerProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const locale = useLanguage();
  const lead = useRecord('lead', value);
  return (
    <div>
      {!quiet && (
        <div className={classes.label} aria-hidden>
          {label}
        </div>
      )}
      <OptionPicker
        label={label}
        options={() => paced(leadOptions(projection, locale))}
        chosen={value === undefined ? [] : [value]}
        onPick={onChange}
        onClear={() => onChange(undefined)}
        readOnly={readOnly}
        className={quiet ? classes.quiet : classes.pick}
        width={300}
      >
        {lead ? (
          <span className={classes.text}>{leadLine(lead)}</span>
        ) : (
          <span className={classes.none}>{t(($) => $.pipeline.create.noLead)}</span>
        )}
      </OptionPicker>
    </div>
  );
}
