/**
 * Every address of the app. Pages are loaded when first visited (the offline app keeps all of them on the device).
 * Who may see what is decided here only as far as signed in or not; the rest is the workspace's.
 */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { currentSession } from '../data/session.ts';
import { readFeedAddress } from '../features/feed/feedAddress.ts';
import { readLeadListAddress } from '../features/leads/listAddress.ts';
import { readPipelineAddress } from '../features/pipeline/pipelineAddress.ts';
import { withAllWords } from '../i18n/language.ts';
import { workspaceToOpen } from './currentWorkspace.ts';
import { NotFoundPage } from './NotFoundPage.tsx';
import { RouteErrorPage } from './RouteErrorPage.tsx';

const root = createRootRoute({ notFoundComponent: NotFoundPage, errorComponent: RouteErrorPage });

const loadWorkspace = () => import('./WorkspaceRoute.tsx');
const loadLeads = () => import('../features/leads/LeadsPage.tsx');

/** Fetches what an address in a workspace will surely need, before it is known who is signed in. */
export function fetchWorkspaceParts(pathname: string): void {
  if (!pathname.startsWith('/w/')) return;
  // what does not come is asked for again by its route, and said then
  loadWorkspace().catch(() => undefined);
  if (/^\/w\/[^/]+(\/leads)?\/?$/.test(pathname)) loadLeads().catch(() => undefined);
}

/** Sends whoever is not signed in to the first page, and back here afterwards. */
function requireSession({ location }: { location: { href: string } }): void {
  if (currentSession().state === 'out') redirect({ to: '/welcome', search: { next: location.href }, throw: true });
}

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    const session = currentSession();
    if (session.state !== 'in') return redirect({ to: '/welcome', throw: true });
    const workspace = workspaceToOpen(session.me);
    if (workspace) redirect({ to: '/w/$workspace', params: { workspace }, throw: true });
    else redirect({ to: '/new', throw: true });
  },
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  validateSearch: ({ way, next }: Record<string, unknown>): { way?: 'sign-in'; next?: string } => ({
    ...(way === 'sign-in' && { way }),
    // only addresses of ours: `//elsewhere` would lead away
    ...(typeof next === 'string' && /^\/(?![/\\])/.test(next) && { next }),
  }),
  beforeLoad: ({ search }) => {
    const session = currentSession();
    // a guest may come here for an own account; everyone else is in already
    if (session.state !== 'in' || session.me.user.guest || session.expired) return;
    if (search.next === undefined) redirect({ to: '/', throw: true });
    else redirect({ href: search.next, throw: true });
  },
  component: lazyRouteComponent(() => withAllWords(import('../features/account/WelcomePage.tsx')), 'WelcomePage'),
});

const join = createRoute({
  getParentRoute: () => root,
  path: '/join/$token',
  component: lazyRouteComponent(() => withAllWords(import('../features/account/JoinPage.tsx')), 'JoinPage'),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  component: lazyRouteComponent(() => withAllWords(import('../features/account/ResetPage.tsx')), 'ResetPage'),
});

const account = createRoute({
  getParentRoute: () => root,
  path: '/account',
  beforeLoad: requireSession,
  component: lazyRouteComponent(() => withAllWords(import('../features/account/AccountPage.tsx')), 'AccountPage'),
});

const newWorkspace = createRoute({
  getParentRoute: () => root,
  path: '/new',
  beforeLoad: (address) => {
    requireSession(address);
    // a guest has the demo, and makes workspaces with an account
    const session = currentSession();
    if (session.state === 'in' && session.me.user.guest) redirect({ to: '/welcome', throw: true });
  },
  component: lazyRouteComponent(
    () => withAllWords(import('../features/account/NewWorkspacePage.tsx')),
    'NewWorkspacePage',
  ),
});

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  beforeLoad: requireSession,
  notFoundComponent: NotFoundPage,
  component: lazyRouteComponent(loadWorkspace, 'WorkspaceRoute'),
});

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    redirect({ to: '/w/$workspace/leads', params, replace: true, throw: true });
  },
});

const leads = createRoute({
  getParentRoute: () => workspace,
  path: '/leads',
  validateSearch: readLeadListAddress,
  component: lazyRouteComponent(loadLeads, 'LeadsPage'),
});

const leadPage = createRoute({
  getParentRoute: () => workspace,
  path: '/leads/$lead',
  validateSearch: readLeadListAddress,
  component: lazyRouteComponent(() => withAllWords(import('../features/leads/LeadPage.tsx')), 'LeadPage'),
});

const tasks = createRoute({
  getParentRoute: () => workspace,
  path: '/tasks',
  component: lazyRouteComponent(() => withAllWords(import('../features/tasks/TasksPage.tsx')), 'TasksPage'),
});

const team = createRoute({
  getParentRoute: () => workspace,
  path: '/team',
  component: lazyRouteComponent(() => withAllWords(import('../features/team/TeamPage.tsx')), 'TeamPage'),
});

const bin = createRoute({
  getParentRoute: () => workspace,
  path: '/bin',
  component: lazyRouteComponent(() => withAllWords(import('../features/bin/BinPage.tsx')), 'BinPage'),
});

const reports = createRoute({
  getParentRoute: () => workspace,
  path: '/reports',
  component: lazyRouteComponent(() => withAllWords(import('../features/reports/ReportsPage.tsx')), 'ReportsPage'),
});

const importList = createRoute({
  getParentRoute: () => workspace,
  path: '/import',
  component: lazyRouteComponent(() => withAllWords(import('../features/import/ImportPage.tsx')), 'ImportPage'),
});

const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => withAllWords(import('../features/settings/SettingsPage.tsx')), 'SettingsPage'),
});

const pipeline = createRoute({
  getParentRoute: () => workspace,
  path: '/pipeline',
  validateSearch: readPipelineAddress,
  component: lazyRouteComponent(() => withAllWords(import('../features/pipeline/PipelinePage.tsx')), 'PipelinePage'),
});

const deal = createRoute({
  getParentRoute: () => workspace,
  path: '/pipeline/$deal',
  component: lazyRouteComponent(() => withAllWords(import('../features/pipeline/DealPage.tsx')), 'DealPage'),
});

const feed = createRoute({
  getParentRoute: () => workspace,
  path: '/feed',
  validateSearch: readFeedAddress,
  component: lazyRouteComponent(() => withAllWords(import('../features/feed/FeedPage.tsx')), 'FeedPage'),
});

const routeTree = root.addChildren([
  home,
  welcome,
  join,
  reset,
  account,
  newWorkspace,
  workspace.addChildren([
    workspaceHome,
    leads,
    leadPage,
    pipeline,
    deal,
    feed,
    bin,
    reports,
    tasks,
    team,
    settings,
    importList,
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: RouteErrorPage,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
