/** English words of `app` (the frame around the pages): the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/app.ts';

export default {
  name: 'Ortak',
  nav: {
    leads: 'Leads',
    pipeline: 'Pipeline',
    tasks: 'Tasks',
    feed: 'Feed',
    reports: 'Reports',
    import: 'Import',
    team: 'Team',
    settings: 'Settings',
    bin: 'Bin',
  },
  skip: 'Skip to content',
  mainNavigation: 'Main menu',
  search: 'Search',
  more: 'More',
  moreTitle: 'Menu',
  workspace: {
    switch: 'Switch workspace',
    yours: 'Your workspaces',
    create: 'New workspace',
    manage: 'Team and workspace',
    demo: 'Demo',
    missing: {
      title: 'This workspace is not open to you',
      text: 'It may have been deleted, or you may have been removed from the team. If you think this is wrong, ask its administrator for an invitation link.',
      go: 'Go to “{{name}}”',
    },
  },
  account: {
    menu: 'Account menu',
    settings: 'My account',
    language: 'Language',
    theme: 'Theme',
    themes: { auto: 'As the device', light: 'Light', dark: 'Dark' },
    shortcuts: 'Keyboard shortcuts',
    signOut: 'Sign out',
  },
  shortcuts: {
    title: 'Keyboard shortcuts',
    go: 'Go to',
    general: 'General',
    goTo: '{{page}} page',
    then: 'then',
  },
  opening: {
    text: 'Opening {{name}}',
    offline: 'It is not on this device yet; the first time needs a connection. It opens by itself once there is one.',
    long: 'This is the first time on this device; the records are coming from the server. On a slow connection this takes a while.',
  },
  presence: {
    here_one: '{{count, number}} other person is here now',
    here_other: '{{count, number}} other people are here now',
    follow: '{{name}}: go to the page they look at',
  },
  notFound: {
    title: 'There is no such page',
    text: 'The address may be mistyped, or the page may be gone.',
    home: 'Back to the start',
  },
  expired: {
    text: 'Your session has ended. Your work is safe on this device; sign in again so that it reaches the team.',
    signIn: 'Sign in',
    title: 'Sign in again',
  },
  demo: {
    text: 'This is a demo.',
    more: 'It is filled with sample data and yours alone: try anything.',
    keep: 'Create your own account',
    remove: 'Remove the demo',
    removeTitle: 'Remove the demo?',
    removeText: 'All records of the demo are deleted. This cannot be undone.',
    removed: 'The demo was removed',
  },
  insecure: {
    text: 'This address does not use a secure connection (https).',
    how: 'What is missing?',
    missingTitle: 'Missing on this connection',
    missingOffline: 'Opening the page afresh without a network (an open page keeps working)',
    missingInstall: 'Adding it to the home screen as an app',
    missingNotices: 'Notifications',
    missingClipboard: 'Copying to the clipboard with one tap',
    getTitle: 'To have it all',
    getText:
      'Open the app over https: put a proxy with a certificate (Caddy, nginx) in front of the server. On the computer that runs the server, http://localhost is enough.',
    hide: 'Hide',
  },
  update: {
    text: 'A new version of the app is ready.',
    now: 'Switch now',
    later: 'Later',
  },
  offlineReady: 'Ortak is saved on this device: it now opens without a network too.',
} satisfies Translated<typeof tr>;
