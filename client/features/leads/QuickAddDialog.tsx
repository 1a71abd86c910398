/**
 * A lead in one line. Shows what was understood while one types, and who is there already with the same number or
 * address. Enter adds and stays ready for the next one; with Ctrl it opens what was added.
 */
import { Button, Modal } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createLead } from '#schema/commands/leads.ts';
import { isEmail } from '#schema/email.ts';
import { isE164, loadPhoneParser, type PhoneParser } from '#schema/phone.ts';
import { parseQuickAdd, type QuickLead } from '#schema/quickAdd.ts';
import type { ChangesOf } from '#schema/records/index.ts';
import { type Lead, leadTitle } from '#schema/records/lead.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useVersion } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { fieldLabel } from '../../records/fieldLabel.ts';
import { fieldProblem } from '../../records/fieldProblem.ts';
import { Keys } from '../../ui/Keys.tsx';
import { notify } from '../../ui/notify.tsx';
import classes from './QuickAdd.module.css';

/** Until the reader of numbers is there, a number stands as typed and is read again in a moment. */
const notYet: PhoneParser = (raw) => ({ kind: 'unreadable', raw: String(raw) });

/** Where it cannot be loaded, numbers stay as typed, marked, and are read when their field is next left. */
const loadReader = (): Promise<PhoneParser> => loadPhoneParser().catch(() => notYet);

const SHOWN = ['firstName', 'lastName', 'company', 'jobTitle', 'phone', 'email', 'city', 'description'] as const;

export default function QuickAddDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const workspace = useWorkspace();
  const commands = useCommands();
  const navigate = useNavigate();
  const [line, setLine] = useState('');
  const [parser, setParser] = useState<{ readonly read: PhoneParser } | null>(null);
  const understood = useMemo(() => parseQuickAdd(line, parser?.read ?? notYet), [line, parser]);
  const title = leadTitle(understood);
  const known = useKnown(understood);

  useEffect(() => {
    void loadReader().then((read) => setParser({ read }));
  }, []);

  const add = async (open: boolean): Promise<void> => {
    if (title === '') return;
    // whoever is quicker than the reader of numbers waits for it a moment, and types on meanwhile
    setLine('');
    const { tags, ...values } = parseQuickAdd(line, parser?.read ?? (await loadReader()));
    const made = workspace.run(createLead, { ...values, ...(tags.length > 0 && { tags }) } satisfies ChangesOf<'lead'>);
    if (!made.ok) {
      notify.refused(t(($) => $.commands.refusals[made.code]));
      return;
    }
    const openIt = (): void => {
      onClose();
      void navigate({ to: '/w/$workspace/leads/$lead', params: { workspace: workspace.id, lead: made.value } });
    };
    notify.done(
      t(($) => $.leads.quick.added, { name: title }),
      () => void commands.undo(made.entry),
      { label: t(($) => $.leads.quick.open), run: openIt },
    );
    if (open) openIt();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void add(event.ctrlKey || event.metaKey);
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t(($) => $.leads.quick.title)}
      size={620}
      yOffset="14vh"
      centered={false}
      closeButtonProps={{ 'aria-label': t(($) => $.ui.close) }}
      // whoever pressed the key is typing already
      transitionProps={{ duration: 0 }}
    >
      <input
        className={classes.line}
        value={line}
        data-autofocus
        maxLength={2000}
        aria-label={t(($) => $.leads.quick.title)}
        placeholder={t(($) => $.leads.quick.placeholder)}
        autoComplete="off"
        onChange={(event) => setLine(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {line.trim() === '' ? (
        <p className={classes.hint}>{t(($) => $.leads.quick.hint)}</p>
      ) : (
        <Understood lead={understood} />
      )}
      {known.length > 0 && (
        <output className={classes.known}>
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            {t(($) => $.leads.quick.exists, {
              what: t(($) => $.leads.quick[sameAs(understood, known)]),
            })}{' '}
            {known.slice(0, 3).map((lead) => (
              <Link
                key={lead.id}
                className={classes.link}
                to="/w/$workspace/leads/$lead"
                params={{ workspace: workspace.id, lead: lead.id }}
                onClick={onClose}
              >
                {[leadTitle(lead), leadTitle(lead) === lead.company ? '' : lead.company].filter(Boolean).join(', ')}
              </Link>
            ))}
          </span>
        </output>
      )}
      <div className={classes.foot}>
        {line.trim() !== '' && title === '' ? (
          <span className={classes.needs}>{t(($) => $.leads.quick.needsName)}</span>
        ) : (
          <span className={classes.keys}>
            <Keys keys="enter" /> {t(($) => $.leads.quick.enter)} <Keys keys="mod+enter" />{' '}
            {t(($) => $.leads.quick.enterOpen)}
          </span>
        )}
        <Button disabled={title === ''} onClick={() => void add(false)}>
          {t(($) => $.leads.quick.add)}
        </Button>
      </div>
    </Modal>
  );
}

/** What was understood, field by field; what could not be read is marked. */
function Understood({ lead }: { readonly lead: QuickLead }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className={classes.understood}>
      {SHOWN.map((name) => {
        const value = lead[name];
        if (value === undefined) return null;
        const problem = name === 'phone' || name === 'email' ? fieldProblem(name, value) : null;
        return (
          <div key={name} className={classes.piece}>
            <dt>{fieldLabel(t, 'lead', name)}</dt>
            <dd data-problem={problem !== null || undefined}>
              {name === 'phone' ? format.phone(value) : value}
              {problem && <span className={classes.problem}>{t(($) => $.records.problem[problem])}</span>}
            </dd>
          </div>
        );
      })}
      {lead.tags.length > 0 && (
        <div className={classes.piece}>
          <dt>{fieldLabel(t, 'lead', 'tags')}</dt>
          <dd>{lead.tags.join(', ')}</dd>
        </div>
      )}
    </dl>
  );
}

/** Leads with the same number or address. */
function useKnown({ phone, email }: QuickLead): readonly Lead[] {
  const { projection } = useWorkspace();
  const version = useVersion('lead');
  return useMemo(() => {
    const found = new Map<string, Lead>();
    // the version stands for the leads it looks through
    if (version < 0) return [];
    if (phone !== undefined && isE164(phone))
      for (const lead of projection.find('lead', 'phone', phone)) found.set(lead.id, lead);
    if (email !== undefined && isEmail(email))
      for (const lead of projection.find('lead', 'email', email)) found.set(lead.id, lead);
    return [...found.values()];
  }, [projection, version, phone, email]);
}

function sameAs({ phone, email }: QuickLead, known: readonly Lead[]): 'existsPhone' | 'existsEmail' | 'existsBoth' {
  const byPhone = phone !== undefined && known.some((lead) => lead.phone === phone);
  const byEmail = email !== undefined && known.some((lead) => lead.email === email);
  return byPhone && byEmail ? 'existsBoth' : byPhone ? 'existsPhone' : 'existsEmail';
}
