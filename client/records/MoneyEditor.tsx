/** An amount as people type it ("12.500,50", "15 bin", "500 USD"), with its currency beside it. */
import { useTranslation } from 'react-i18next';
import { CURRENCIES } from '#schema/amount.ts';
import type { Money } from '#schema/fields.ts';
import { useFormat } from '../i18n/format.ts';
import classes from './editors.module.css';
import { OptionPicker } from './OptionPicker.tsx';
import { readMoney } from './readers.ts';
import { type EditorProps, TextEditor } from './TextEditor.tsx';

interface MoneyEditorProps extends EditorProps {
  readonly value: Money | undefined;
  readonly save: (value: Money | null) => void;
}

const isSame = (a: Money | null | undefined, b: Money | null | undefined): boolean =>
  a?.amount === b?.amount && a?.currency === b?.currency;

export function MoneyEditor({ value, save, ...editor }: MoneyEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const currency = value?.currency ?? 'TRY';
  return (
    <TextEditor
      {...editor}
      value={value}
      isSame={isSame}
      save={save}
      inputMode="decimal"
      write={(money) => format.money(money)}
      read={(text) =>
        readMoney(
          text,
          currency,
          t(($) => $.records.problem.money),
        )
      }
      end={
        value && (
          <OptionPicker
            label={t(($) => $.records.currency)}
            options={() => CURRENCIES.map((code) => ({ value: code, label: code }))}
            chosen={[currency]}
            onPick={(code) => save({ amount: value.amount, currency: code })}
            readOnly={editor.readOnly}
            className={classes.chipAdd}
            width={100}
          >
            {currency}
          </OptionPicker>
        )
      }
    />
  );
}
