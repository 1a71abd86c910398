/** When a page may be about to end, and when it comes back. Browsers promise no last word: hiding counts as leaving. */

/** Calls `leaving` when the page is hidden, frozen or left, `back` when it was frozen and goes on. Answers how to stop. */
export function onPageLifecycle({ leaving, back }: { leaving: () => void; back: () => void }): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => {};
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') leaving();
  };
  const shown = (event: PageTransitionEvent): void => {
    if (event.persisted) back();
  };
  document.addEventListener('visibilitychange', hidden);
  document.addEventListener('freeze', leaving);
  document.addEventListener('resume', back);
  window.addEventListener('pagehide', leaving);
  window.addEventListener('pageshow', shown);
  return () => {
    document.removeEventListener('visibilitychange', hidden);
    document.removeEventListener('freeze', leaving);
    document.removeEventListener('resume', back);
    window.removeEventListener('pagehide', leaving);
    window.removeEventListener('pageshow', shown);
  };
}

/** Whether the page can't be seen now; without a page, never. */
export const isPageHidden = (): boolean => typeof document !== 'undefined' && document.visibilityState === 'hidden';
