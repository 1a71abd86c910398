/** Where a lead came from: one of the workspace's sources, and who or what exactly. Both are one value, written whole. */
import { useTranslation } from 'react-i18next';
import type { Source } from '#schema/fields.ts';
import { ChoiceEditor } from './ChoiceEditor.tsx';
import classes from './editors.module.css';
import { readLine } from './readers.ts';
import { type EditorProps, TextEditor } from './TextEditor.tsx';

interface SourceEditorProps extends EditorProps {
  readonly value: Source | undefined;
  readonly save: (value: Source | null) => void;
}

export function SourceEditor({ value, save, ...editor }: SourceEditorProps) {
  const { t } = useTranslation();
  const label = t(($) => $.records.field.sourceDetail);
  return (
    <div className={classes.line}>
      <div className={value && value.key !== 'unknown' ? classes.half : classes.whole}>
        <ChoiceEditor
          {...editor}
          list="source"
          open={false}
          required
          value={value?.key}
          save={(key) => key !== null && save({ ...value, key })}
        />
      </div>
      {value && value.key !== 'unknown' && (
        <div className={classes.whole} data-quiet>
          <TextEditor
            {...editor}
            label={label}
            hint="always"
            placeholder={t(($) => $.records.sourceDetailHint)}
            value={value.detail}
            write={(detail) => detail}
            read={readLine}
            save={(detail) => save(detail === null ? { key: value.key } : { key: value.key, detail })}
          />
        </div>
      )}
    </div>
  );
}
