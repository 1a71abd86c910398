/** What a deal is called, edited where it stands. It keeps its name until there is another. */
import { useTranslation } from 'react-i18next';
import { patch, patchRecord } from '#schema/commands/records.ts';
import type { Deal } from '#schema/records/deal.ts';
import { useAnnounceFocus } from '../../data/presence.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useFieldLabel } from '../../records/fieldLabel.ts';
import { readLine } from '../../records/readers.ts';
import { TextEditor } from '../../records/TextEditor.tsx';
import { useMembers } from '../../records/useMembers.ts';
import classes from './DealDetails.module.css';

interface DealTitleProps {
  readonly deal: Deal;
  readonly readOnly: boolean;
  /** at the head of the panel, not a field among others */
  readonly large?: boolean;
}

export function DealTitle({ deal, readOnly, large = false }: DealTitleProps) {
  const { t } = useTranslation();
  const commands = useCommands();
  const labelOf = useFieldLabel();
  const announce = useAnnounceFocus();
  const { me, nameOf } = useMembers();
  const { id, updated } = deal;
  return (
    <div className={classes.title} data-large={large || undefined}>
      <TextEditor
        label={labelOf('deal', 'title')}
        readOnly={readOnly}
        changedBy={updated && updated.by !== me ? nameOf(updated.by) : undefined}
        onFocus={() => announce({ type: 'deal', id, field: 'title' })}
        onBlur={() => announce({ type: 'deal', id })}
        value={deal.title}
        write={asIs}
        read={(text) => {
          const reading = readLine(text);
          return 'value' in reading && reading.value === null
            ? { refused: t(($) => $.pipeline.create.nameMissing) }
            : reading;
        }}
        save={(title) => commands.run(patchRecord, patch('deal', id, { title }))}
      />
    </div>
  );
}

const asIs = (text: string): string => text;
