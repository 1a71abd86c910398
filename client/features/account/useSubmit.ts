/** A form that asks the server: its fields are checked by the protocol's own shapes, and a refusal says why, by its field. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type * as z from 'zod/mini';
import type { ApiResult } from '../../data/api.ts';

/** What is wrong, by field; `form` for what belongs to none. */
export type Problems = Readonly<Record<string, string>>;

interface Submitting {
  readonly busy: boolean;
  readonly problems: Problems;
  /** Sends once and answers what came back, or null when it was refused (the problems then say why). */
  readonly send: <T>(call: () => Promise<ApiResult<T>>) => Promise<T | null>;
  /** Marks fields and answers false when any is wrong. */
  readonly check: (found: Problems) => boolean;
}

export function useSubmit(): Submitting {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  return {
    busy,
    problems,
    async send(call) {
      setBusy(true);
      const result = await call();
      setBusy(false);
      if (result.ok) {
        setProblems({});
        return result.value;
      }
      setProblems({ [result.field ?? 'form']: t(($) => $.refusals[result.refusal]) });
      return null;
    },
    check(found) {
      setProblems(found);
      return Object.keys(found).length === 0;
    },
  };
}

/** The fields of `values` that the shape refuses, each with its sentence. */
export function problemsIn(shape: z.ZodMiniType, values: unknown, sentences: Problems): Problems {
  const parsed = shape.safeParse(values);
  if (parsed.success) return {};
  const found: Record<string, string> = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    const sentence = sentences[field];
    if (sentence !== undefined) found[field] = sentence;
  }
  return found;
}
