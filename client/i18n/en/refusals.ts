/** English words for what the server refuses: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/refusals.ts';

export default {
  'bad-request': 'The information sent could not be understood. Check the fields and try again.',
  unauthenticated: 'You are signed out. Sign in again.',
  'wrong-credentials': 'The e-mail or the password is wrong.',
  'email-taken': 'There already is an account with this e-mail. Try to sign in.',
  forbidden: 'You are not allowed to do this. Ask your administrator.',
  'not-found': 'This could not be found; it may have been deleted.',
  'link-used': 'This link has been used before. Ask for a new one.',
  'link-expired': 'This link has expired. Ask for a new one.',
  'last-admin': 'The last administrator cannot be removed. Make someone else administrator first.',
  'already-member': 'You are in this workspace already.',
  'member-elsewhere':
    'This person also belongs to workspaces that you do not administer. Only whoever runs the server can reset the password.',
  'too-many-requests': 'Too many tries. Wait a minute and try again.',
  'foreign-file': 'This is not a workspace file downloaded from Ortak.',
  'newer-file': 'This file comes from a newer version of Ortak. Update the server first.',
  'damaged-file': 'This file is damaged or incomplete; nothing was written. Download it again and try once more.',
  'file-too-large': 'This file is too large; 100 MB is the most.',
  'storage-failing':
    'The server cannot keep anything right now; what you asked for was not done. Try again in a little while.',
  'server-error': 'Something failed on the server. Try again in a little while.',
  unreachable: 'The server cannot be reached. Check your connection and try again.',
} satisfies Translated<typeof tr>;
