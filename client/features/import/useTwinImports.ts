/** The same list imported twice apart, if so: looked for once the page is at rest, and again when an import comes or goes. */
import { useEffect, useState } from 'react';
import type { EventKind } from '#schema/event.ts';
import { lookForTwins, type TwinImport } from '#schema/import/twinImports.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';

/** One look reads every lead, a slice at a time; changes that come together are looked at once. */
const REST_MS = 600;
const TELLING: ReadonlySet<EventKind> = new Set(['imported', 'merged', 'binned', 'restored', 'undone', 'redone']);

export function useTwinImports(): readonly TwinImport[] {
  const { projection } = useWorkspace();
  const [found, setFound] = useState<readonly TwinImport[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => goOn(lookForTwins(projection)), REST_MS);
    };
    const goOn = (looking: ReturnType<typeof lookForTwins>): void => {
      const step = looking.next();
      if (step.done) setFound(step.value);
      else timer = setTimeout(() => goOn(looking), 0);
    };
    look();
    const stop = projection.subscribe(({ events, records }) => {
      const moved = events.some(({ kind }) => TELLING.has(kind));
      if (moved || records.lead.some(({ prev, next }) => next?.batch !== undefined && prev?.bin !== next.bin)) look();
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [projection]);
  return found;
}
