/** A text that is typed here and kept in the address a moment later; when the address changes by itself, it wins. */
import { useEffect, useRef, useState } from 'react';

/** How long one pauses before the address follows, ms. */
const PAUSE_MS = 300;

export function useTypedText(
  kept: string | undefined,
  settle: (text: string | undefined) => void,
): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState<string | null>(null);
  const [settled, setSettled] = useState(kept);
  const [seen, setSeen] = useState(kept);
  if (seen !== kept) {
    setSeen(kept);
    // back, forward or a link: not what was typed here
    if (kept !== settled) setTyped(null);
  }

  const latest = useRef(settle);
  useEffect(() => {
    latest.current = settle;
  });
  useEffect(() => {
    if (typed === null) return;
    const text = typed === '' ? undefined : typed;
    if (text === kept) return;
    const timer = setTimeout(() => {
      setSettled(text);
      latest.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, kept]);

  return [typed ?? kept ?? '', setTyped];
}
