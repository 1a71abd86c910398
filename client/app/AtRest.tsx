/**
 * What no one waits for comes when the first page stands: toasts and questions, menus, the other words, the installed
 * app. It must not take the line from what the first page itself is made of.
 */
import { useEffect, useState } from 'react';
import { learnAllWords } from '../i18n/language.ts';
import { fetchFloats } from '../ui/lateFloat.tsx';
import { router } from './routes.tsx';

/** How often the page is looked at, in ms: it rests when it stands at a look. */
const LOOK_MS = 1_500;
/** When to ask again for what did not come, in ms. */
const AGAIN_MS = 15_000;

const load = async () => {
  const [{ FloatingHost }, { AppUpdate }] = await Promise.all([
    import('../ui/FloatingHost.tsx'),
    import('./AppUpdate.tsx'),
    learnAllWords(),
    // not drawn here: it has to be there when the network is not
    import('./JobPill.tsx'),
  ]);
  return { FloatingHost, AppUpdate };
};

const isOpening = (): boolean => router.state.status === 'pending' || document.querySelector('[data-opening]') !== null;

export function AtRest() {
  const [parts, setParts] = useState<Awaited<ReturnType<typeof load>> | null>(null);
  useEffect(() => {
    let timer = setTimeout(look, LOOK_MS);
    function look(): void {
      if (isOpening()) {
        timer = setTimeout(look, LOOK_MS);
        return;
      }
      fetchFloats();
      load().then(setParts, () => {
        // nobody has asked for it yet: whoever does is told then
        timer = setTimeout(look, AGAIN_MS);
      });
    }
    return () => clearTimeout(timer);
  }, []);
  return (
    parts && (
      <>
        <parts.FloatingHost />
        <parts.AppUpdate />
      </>
    )
  );
}
