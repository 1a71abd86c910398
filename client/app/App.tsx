/** The whole page: theme, words, dialogs, the routes; and what follows a change of session or of address. */
import { MantineProvider } from '@mantine/core';
import { RouterProvider } from '@tanstack/react-router';
import { Component, type ReactNode, useEffect, useLayoutEffect } from 'react';
import { useSession } from '../data/session.ts';
import { followLanguage } from '../i18n/language.ts';
import { ErrorPage } from '../ui/ErrorPage.tsx';
import { listenForShortcuts } from '../ui/shortcuts.ts';
import { AtRest } from './AtRest.tsx';
import { colorSchemeManager } from './colorScheme.ts';
import { OpeningPage } from './OpeningPage.tsx';
import { router } from './routes.tsx';
import { cssVariables, theme } from './theme.ts';
import { useGoneWorkspaces } from './useGoneWorkspaces.ts';

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <LastResort>
        <Pages />
        <AtRest />
      </LastResort>
    </MantineProvider>
  );
}

function Pages() {
  const session = useSession();
  useGoneWorkspaces();
  useLayoutEffect(listenForShortcuts, []);
  useEffect(
    () =>
      // with the frame that shows it: focus asks where everything stands, which before that costs a layout of its own
      router.subscribe('onRendered', (event) => event.pathChanged && requestAnimationFrame(focusPage)),
    [],
  );
  const accountLanguage = session.state === 'in' ? session.me.user.locale : null;
  useEffect(() => {
    if (accountLanguage) void followLanguage(accountLanguage);
  }, [accountLanguage]);
  useEffect(() => {
    // signing in or out changes who may be where: the guards of the routes are asked again
    if (session.state !== 'starting') void router.invalidate();
  }, [session.state]);
  return session.state === 'starting' ? <OpeningPage /> : <RouterProvider router={router} />;
}

/** Going to another page puts the focus on its title, unless the page has put it somewhere itself. */
function focusPage(): void {
  const active = document.activeElement;
  if (active instanceof HTMLElement && active.matches('input, textarea, [contenteditable="true"]')) return;
  const title = document.querySelector<HTMLElement>('[data-page-title]');
  (title ?? document.querySelector<HTMLElement>('main'))?.focus({ preventScroll: true });
}

/** What even the routes could not catch still ends on a page that says what to do. */
class LastResort extends Component<{ readonly children: ReactNode }, { readonly failure: { error: unknown } | null }> {
  override state: { readonly failure: { error: unknown } | null } = { failure: null };

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } };
  }

  override render() {
    return this.state.failure ? <ErrorPage error={this.state.failure.error} /> : this.props.children;
  }
}
