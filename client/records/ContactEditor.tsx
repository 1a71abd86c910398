/** A phone number or an e-mail address: cleaned when the field is left, with what one does with it at its end. */
import { IconBrandWhatsapp, IconMail, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isEmail } from '#schema/email.ts';
import { isE164, loadPhoneParser } from '#schema/phone.ts';
import { useFormat } from '../i18n/format.ts';
import classes from './editors.module.css';
import { fieldProblem } from './fieldProblem.ts';
import { readEmail, readPhone } from './readers.ts';
import { type EditorProps, TextEditor } from './TextEditor.tsx';

interface ContactEditorProps extends EditorProps {
  readonly kind: 'phone' | 'email';
  readonly value: string | undefined;
  readonly save: (value: string | null, rest: string | undefined) => void;
}

// what goes wrong here goes wrong again, and is told, when the field is left
const warmUp = (): void => void loadPhoneParser().catch(() => null);

export function ContactEditor({ kind, value, save, ...editor }: ContactEditorProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const problem = fieldProblem(kind, value);
  const shared = { ...editor, value, save, problem: problem ? t(($) => $.records.problem[problem]) : undefined };
  if (kind === 'email') {
    return (
      <TextEditor
        {...shared}
        type="email"
        write={(email) => email}
        read={readEmail}
        end={
          value !== undefined &&
          isEmail(value) && (
            <a
              className={classes.end}
              href={`mailto:${value}`}
              tabIndex={-1}
              aria-label={t(($) => $.records.writeEmail)}
            >
              <IconMail size={15} aria-hidden />
            </a>
          )
        }
      />
    );
  }
  return (
    <TextEditor
      {...shared}
      type="tel"
      write={(phone) => format.phone(phone)}
      read={readPhone}
      onEnter={warmUp}
      end={
        value !== undefined &&
        isE164(value) && (
          <>
            <a className={classes.end} href={`tel:${value}`} tabIndex={-1} aria-label={t(($) => $.records.call)}>
              <IconPhone size={15} aria-hidden />
            </a>
            <a
              className={classes.end}
              href={`https://wa.me/${value.slice(1)}`}
              target="_blank"
              rel="noreferrer"
              tabIndex={-1}
              aria-label={t(($) => $.records.whatsapp)}
            >
              <IconBrandWhatsapp size={15} aria-hidden />
            </a>
          </>
        )
      }
    />
  );
}
