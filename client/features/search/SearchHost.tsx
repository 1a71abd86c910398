/** Sits in the frame: offers the keys of search, undo and redo, and loads the palette when it is first wanted. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useOfferPalette } from '../../app/palette.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useShortcut } from '../../ui/shortcuts.ts';
import { openSearch, useSearchOpen } from './openSearch.ts';

const load = () => import('./SearchPalette.tsx');
const SearchPalette = lazy(load);

const REST_MS = 2_000;

export function SearchHost() {
  const { t } = useTranslation();
  const commands = useCommands();
  const isOpen = useSearchOpen();
  useOfferPalette(openSearch);
  const [wasOpen, setWasOpen] = useState(false);
  useEffect(() => {
    if (isOpen) setWasOpen(true);
    // the index is built before it is wanted, once the page has come to rest
    const timer = setTimeout(() => {
      // what does not come unasked is asked for when it is wanted, and said then
      load().then(
        () => setWasOpen(true),
        () => undefined,
      );
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [isOpen]);

  const group = t(($) => $.app.shortcuts.general);
  const search = { label: t(($) => $.search.shortcut), group, run: take(openSearch) };
  useShortcut({ keys: 'mod+k', whileTyping: true, ...search });
  useShortcut({ keys: '/', ...search });
  const undo = take(() => void commands.undo());
  const redo = take(() => void commands.redo());
  useShortcut({ keys: 'mod+z', label: t(($) => $.search.shortcutUndo), group, run: undo });
  useShortcut({ keys: 'mod+shift+z', label: t(($) => $.search.shortcutRedo), group, run: redo });
  useShortcut({ keys: 'mod+y', label: t(($) => $.search.shortcutRedo), group, run: redo });

  return isOpen || wasOpen ? (
    <Suspense fallback={null}>
      <SearchPalette />
    </Suspense>
  ) : null;
}

const take = (run: () => void) => (event: KeyboardEvent) => {
  event.preventDefault();
  run();
};
