/**
 * What the server says about itself, one line an event, for people or for machines.
 * Must never carry personal data: no names, addresses of e-mail, contents of records, tokens; ids are fine.
 */
import { format } from 'node:util';
import type { LogStyle } from './config.ts';

export type Level = 'info' | 'warning' | 'error';
type Detail = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface Report {
  /** Something a person who runs the server may want to know. */
  info(event: string, detail?: Detail): void;
  /** Something was refused, set aside or retried; nothing that was acknowledged is lost. */
  warning(event: string, detail?: Detail): void;
  /** Something is broken and needs a person. */
  error(event: string, detail?: Detail): void;
}

/** A report that writes to standard output, errors to standard error. */
export function createReport(style: LogStyle): Report {
  const write = (level: Level, event: string, detail: Detail = {}): void => {
    if (style === 'silent') return;
    const stream = level === 'info' ? process.stdout : process.stderr;
    stream.write(`${style === 'json' ? asJson(level, event, detail) : asText(level, event, detail)}\n`);
  };
  return {
    info: (event, detail) => write('info', event, detail),
    warning: (event, detail) => write('warning', event, detail),
    error: (event, detail) => write('error', event, detail),
  };
}

/** Longest line of a library that is passed on: what it quotes may be long, and is not ours to tell. */
const MAX_FOREIGN_TEXT = 300;

/**
 * From now on what libraries print on the console goes through the report, a line each. `isKnown` recognises what the
 * report has told already in its own words.
 */
export function captureConsole(report: Report, isKnown: (printed: unknown) => boolean): void {
  const passOn =
    (tell: Report['info']) =>
    (...printed: unknown[]): void => {
      if (printed.some(isKnown)) return;
      const [line = ''] = format(...printed).split('\n', 1);
      tell('A library says something.', { text: line.slice(0, MAX_FOREIGN_TEXT) });
    };
  console.log = passOn(report.info);
  console.info = passOn(report.info);
  console.warn = passOn(report.warning);
  console.error = passOn(report.error);
}

/** The message of whatever was thrown. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));

const asJson = (level: Level, event: string, detail: Detail): string =>
  JSON.stringify({ at: new Date().toISOString(), level, event: event.trim(), ...detail });

function asText(level: Level, event: string, detail: Detail): string {
  const pairs = Object.entries(detail).filter(([, value]) => value !== undefined);
  const tail = pairs.length === 0 ? '' : ` (${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')})`;
  return `${level === 'info' ? '' : `${level}: `}${event}${tail}`;
}
