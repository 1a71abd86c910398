/** The fair or campaign that a record came from; a new one is made by typing its name ("Metal Expo 2026"). */
import { useTranslation } from 'react-i18next';
import { createCampaign } from '#schema/commands/campaigns.ts';
import { campaignTitle } from '#schema/records/campaign.ts';
import { compareText } from '#schema/text.ts';
import { useCommands } from '../data/useCommand.ts';
import { useRecord } from '../data/useRecords.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';
import { useLanguage } from '../i18n/language.ts';
import classes from './editors.module.css';
import { OptionPicker } from './OptionPicker.tsx';
import type { EditorProps } from './TextEditor.tsx';

/** "Metal Expo 2026" → its name and year. */
export function campaignFrom(text: string): { readonly name: string; readonly year?: number } {
  const year = /(?:^|\D)((?:19|20)\d{2})(?!\d)/.exec(text)?.[1];
  return { name: text.trim(), ...(year !== undefined && { year: Number(year) }) };
}

interface CampaignEditorProps extends EditorProps {
  readonly value: string | undefined;
  readonly save: (value: string | null) => void;
  readonly problem?: string | undefined;
}

export function CampaignEditor({ value, save, problem, ...editor }: CampaignEditorProps) {
  const { t } = useTranslation();
  const { projection } = useWorkspace();
  const commands = useCommands();
  const compare = compareText(useLanguage());
  const chosen = useRecord('campaign', value);
  return (
    <>
      <OptionPicker
        label={editor.label}
        options={() =>
          [...projection.all('campaign')]
            .filter((campaign) => campaign.bin === undefined)
            .toSorted((a, b) => (b.year ?? 0) - (a.year ?? 0) || compare(a.name ?? '', b.name ?? ''))
            .map((campaign) => ({ value: campaign.id, label: campaignTitle(campaign) }))
        }
        chosen={value === undefined ? [] : [value]}
        onPick={save}
        onCreate={(text) => {
          const made = commands.run(createCampaign, campaignFrom(text));
          if (made.ok) save(made.value);
        }}
        onClear={() => save(null)}
        readOnly={editor.readOnly}
        className={classes.pick}
        onFocus={editor.onFocus}
        onBlur={editor.onBlur}
      >
        {chosen ? (
          <span className={classes.pickText}>{campaignTitle(chosen)}</span>
        ) : (
          <span className={classes.pickEmpty}>{t(($) => $.records.empty)}</span>
        )}
      </OptionPicker>
      {problem !== undefined && <p className={classes.problem}>{problem}</p>}
    </>
  );
}
