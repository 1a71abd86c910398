/** Chooses the lead a deal comes of, by name or company. */
import { useTranslation } from 'react-i18next';
import { type Lead, leadTitle } from '#schema/records/lead.ts';
import { compareText } from '#schema/text.ts';
import { isBinned } from '#schema/workspace.ts';
import { useRecord } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { OptionPicker } from '../../records/OptionPicker.tsx';
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

export function LeadPicker({ label, value, onChange, readOnly = false, quiet = false }: LeadPickerProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const compare = compareText(useLanguage());
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
        options={() =>
          [...projection.all('lead')]
            .filter((each) => !isBinned(each))
            .map((each) => ({ value: each.id, label: leadLine(each) }))
            .sort((a, b) => compare(a.label, b.label))
        }
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
