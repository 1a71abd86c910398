/** English words of `sync` (where one’s changes are, in a word): the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/sync.ts';

export default {
  pill: {
    savedOnServer: 'Saved',
    savedOnDevice_one: 'Sending {{count, number}} change',
    savedOnDevice_other: 'Sending {{count, number}} changes',
    syncing: 'Syncing',
    connecting: 'Connecting',
    offline: 'Offline',
    offlineUnsent_one: 'Offline · {{count, number}} waiting',
    offlineUnsent_other: 'Offline · {{count, number}} waiting',
    readOnly: 'Read only',
    refused: 'Connection refused',
    fault: 'The device cannot save',
  },
  parted_one: 'You are no longer in this workspace. Your {{count, number}} unsent change was downloaded as a file.',
  parted_other: 'You are no longer in this workspace. Your {{count, number}} unsent changes were downloaded as a file.',
} satisfies Translated<typeof tr>;
