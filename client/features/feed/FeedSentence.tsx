/**
 * One event in words: who did what with which record, which is a link while it is there. Reads also when the record is
 * gone, since the event kept its name. One sentence for each kind and type; what a foreign client left out is left out.
 */
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import type { FeedEvent } from '#schema/event.ts';
import type { RecordType } from '#schema/records/index.ts';
import { titleOf } from '#schema/title.ts';
import { useRecord, useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { fieldLabel } from '../../records/fieldLabel.ts';
import { useMembers } from '../../records/useMembers.ts';
import classes from './FeedSentence.module.css';
import type { FeedLine } from './feedNews.ts';

interface FeedSentenceProps {
  readonly line: FeedLine;
  /** the page is the record's own: it needs no link to itself */
  readonly here?: { readonly type: RecordType; readonly id: string } | undefined;
}

export function FeedSentence({ line: { event, origin }, here }: FeedSentenceProps) {
  const { t } = useTranslation();
  const parts = {
    by: <Person id={event.by} />,
    what: <What event={origin} here={here} />,
    from: <Place event={event} end="from" />,
    to: <Place event={event} end="to" />,
  };
  const kind = event.kind;
  switch (kind) {
    case 'created':
      return <Trans i18nKey={($) => $.feed.created[event.type ?? 'lead']} components={parts} />;
    case 'statusMoved':
    case 'stageMoved':
      return event.from === undefined ? (
        <Trans i18nKey={($) => $.feed[kind].to} components={parts} />
      ) : (
        <Trans i18nKey={($) => $.feed[kind].fromTo} components={parts} />
      );
    case 'won':
    case 'lost':
      return <Trans i18nKey={($) => $.feed[kind]} components={{ ...parts, why: <Reason event={event} /> }} />;
    case 'assigned':
      if (event.to === undefined) return <Trans i18nKey={($) => $.feed.assigned.nobody} components={parts} />;
      return event.to === event.by ? (
        <Trans i18nKey={($) => $.feed.assigned.self} components={parts} />
      ) : (
        <Trans i18nKey={($) => $.feed.assigned.other} components={parts} />
      );
    case 'edited':
      return <Trans i18nKey={($) => $.feed.edited} components={{ ...parts, fields: <Fields event={event} /> }} />;
    case 'imported':
      return <Trans i18nKey={($) => $.feed.imported} components={{ ...parts, title: <>{event.title ?? ''}</> }} />;
    case 'posted':
      return <Trans i18nKey={($) => $.feed.posted} components={{ ...parts, text: <>{event.text ?? ''}</> }} />;
    case 'undone':
    case 'redone':
      return <Trans i18nKey={($) => $.feed[kind]} components={{ ...parts, deed: <>{deedOf(t, origin)}</> }} />;
    default:
      return <Trans i18nKey={($) => $.feed[kind]} components={parts} />;
  }
}

function Person({ id }: { readonly id: string }) {
  const { nameOf } = useMembers();
  return <b className={classes.person}>{nameOf(id)}</b>;
}

/** The record, or how many of them. */
function What({ event, here }: { readonly event: FeedEvent; readonly here: FeedSentenceProps['here'] }) {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const about = aboutOf(event);
  const record = useRecord(about?.type ?? 'lead', about?.id);
  const type = event.type ?? 'lead';
  if (event.count !== undefined || !about) {
    const words = t(($) => $.feed.count[type], { count: event.count ?? 1 });
    return event.batch !== undefined && event.kind === 'imported' ? (
      <Link
        to="/w/$workspace/leads"
        params={{ workspace }}
        search={{ where: { field: 'batch', op: 'is', value: event.batch } }}
        className={classes.link}
      >
        {words}
      </Link>
    ) : (
      <span className={classes.what}>{words}</span>
    );
  }
  // a task has a name of its own; what else belongs to a record goes by that record's name
  const own = event.type === 'task' ? event.title : undefined;
  const title = own || (record && titleOf(record)) || event.title || t(($) => $.feed.unnamed[type]);
  const isHere = here !== undefined && here.type === about.type && here.id === about.id;
  const of = own && record && !isHere ? titleOf(record) : '';
  if (isHere && own === undefined) return <span className={classes.what}>{t(($) => $.feed.here[about.type])}</span>;
  if (isHere || !record || (about.type !== 'lead' && about.type !== 'deal'))
    return <span className={classes.what}>{title}</span>;
  const link =
    about.type === 'lead' ? (
      <Link to="/w/$workspace/leads/$lead" params={{ workspace, lead: about.id }} className={classes.link}>
        {title}
      </Link>
    ) : (
      <Link to="/w/$workspace/pipeline/$deal" params={{ workspace, deal: about.id }} className={classes.link}>
        {title}
      </Link>
    );
  return (
    <>
      {link}
      {of !== '' && <span className={classes.aside}> · {of}</span>}
    </>
  );
}

/** The record a line leads to: the one it tells of, and for a note, task or activity the one it belongs to. */
function aboutOf({ type, record, subject }: FeedEvent): { readonly type: RecordType; readonly id: string } | undefined {
  if (subject && type !== 'lead' && type !== 'deal') return subject;
  return type && record !== undefined ? { type, id: record } : subject;
}

/** Where something was moved from or to: a status, a stage, a person, a type of activity. */
function Place({ event, end }: { readonly event: FeedEvent; readonly end: 'from' | 'to' }) {
  const settings = useSettings();
  const locale = useLanguage();
  const { nameOf } = useMembers();
  const key = event[end];
  if (key === undefined) return null;
  if (event.kind === 'assigned') return <b className={classes.person}>{nameOf(key)}</b>;
  const list = event.type === 'activity' ? 'activityType' : event.type === 'deal' ? 'stage' : 'status';
  return <span className={classes.what}>{settings.label(list, key, locale)}</span>;
}

function Reason({ event }: { readonly event: FeedEvent }) {
  const settings = useSettings();
  const locale = useLanguage();
  if (event.text === undefined) return null;
  const list = event.kind === 'won' ? 'winReason' : 'lossReason';
  return <span className={classes.aside}> · {settings.label(list, event.text, locale)}</span>;
}

/** The fields that a bulk change touched. */
function Fields({ event }: { readonly event: FeedEvent }) {
  const { t } = useTranslation();
  if (!event.text || !event.type) return null;
  const type = event.type;
  const labels = event.text.split(' ').map((name) => fieldLabel(t, type, name));
  return <span className={classes.aside}> · {labels.join(', ')}</span>;
}

const deedOf = (t: TFunction, origin: FeedEvent): string =>
  origin.kind === 'undone' || origin.kind === 'redone' ? '' : t(($) => $.feed.deed[origin.kind as Deed]);
type Deed = Exclude<FeedEvent['kind'], 'undone' | 'redone'>;
