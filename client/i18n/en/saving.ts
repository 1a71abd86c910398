/** English words of `saving` (where one's changes are, in sentences, and what to do): the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/saving.ts';

export default {
  title: {
    savedOnServer: 'Everything is saved',
    savedOnDevice: 'Saved on this device, being sent',
    syncing: 'Syncing',
    connecting: 'Connecting to the server',
    offline: 'You are working offline',
    readOnly: 'You are only viewing',
    refused: 'The server did not accept the connection',
  },
  text: {
    savedOnServer: 'Everything you did is on the server’s disk. Your colleagues see changes at once.',
    savedOnDevice:
      'Your changes are safe on this device and on their way to the server. Closing the page loses nothing.',
    syncing: 'What changed while you were away is coming in, and yours is being sent. You can go on working.',
    connecting: 'Your changes are saved on this device; they are sent by themselves once connected.',
    offline:
      'Everything is saved on this device. Once there is a connection it is sent by itself and merged field by field.',
    readOnly:
      'Your role is viewer: you see records live but cannot change them. To change them, ask your administrator for a role.',
    refused: 'Your changes stay on this device and do not reach the server.',
  },
  unsent_one: '{{count, number}} change waits to be sent.',
  unsent_other: '{{count, number}} changes wait to be sent.',
  unstored_one:
    '{{count, number}} change is in this open page only; do not close it until it is written to the device.',
  unstored_other:
    '{{count, number}} changes are in this open page only; do not close it until they are written to the device.',
  refusal: {
    unauthenticated: 'Your session has ended. Sign in again and sending goes on where it stopped.',
    forbidden: 'Your right to this workspace was taken away. Ask its administrator.',
    'workspace-full':
      'The place that this workspace may take is used up. Large additions wait here; they go by themselves once what is in the bin is deleted for good, or the limit on the server is raised.',
    'not-durable': 'The server cannot write to its disk right now. Your changes go by themselves once it can.',
    other: 'The reason the server gave: {{reason}}. It is tried again soon.',
  },
  away: {
    news_one: 'While you were away, others also changed {{count, number}} thing that you changed',
    news_other: 'While you were away, others also changed {{count, number}} things that you changed',
    show: 'Show',
  },
  file: {
    save: 'Save to a file',
    saved: 'The file was downloaded. Keep it; if needed, you take it back here.',
    take: 'Load from a file',
    taken: 'What the file holds was taken back',
    'nothing-new': 'Everything in the file is here already',
    'no-backup': 'This is no device file of Ortak, or it is damaged. Nothing was changed.',
    'other-workspace': 'This file is of another workspace. Open that workspace and try again.',
    'too-large': 'This file is too large for a device file. Nothing was changed.',
  },
  newer: {
    text: 'This workspace was written by a newer version of the app. Until you reload the page you can only read; what you wrote is kept.',
    reload: 'Reload',
  },
  fault: {
    full: 'The room this device gives to the site is used up. Free some; until then changes are kept in memory and tried again.',
    lost: 'The browser closed or removed the records of this site. They are being opened again; what is on the server comes back.',
    unavailable:
      'This browser does not allow saving (a private window, perhaps). You can work while connected, but what is unsent is lost when the page closes.',
    failing: 'Writing to the device failed and is tried again. Do not close the page until it works.',
    unreadable:
      'A part of what is on this device could not be read and was set aside; the rest was opened. What is missing comes from the server.',
  },
} satisfies Translated<typeof tr>;
