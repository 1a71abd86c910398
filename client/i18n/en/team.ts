/** English words of `team`: the same keys as in Turkish, or it does not compile. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/team.ts';

export default {
  title: 'Team',
  members: 'Members',
  you: 'you',
  left: 'Left the team',
  demoMate: 'Demo',
  role: 'Role',
  roles: { admin: 'Administrator', manager: 'Sales manager', rep: 'Sales rep', viewer: 'Viewer' },
  roleTexts: {
    admin: 'Does everything; manages members and the workspace',
    manager: 'Edits records and lists, transfers records, invites reps',
    rep: 'Works with leads, deals, notes and tasks',
    viewer: 'Sees everything, changes nothing',
  },
  roleOf: 'Role of {{name}}',
  roleChanged: '{{name}} is now {{role}}',
  everyoneSees: 'Everyone in this workspace sees all records.',
  invite: {
    title: 'Invite',
    text: 'Send the link to the person you want to invite. It is for one person.',
    make: 'Make an invitation link',
    link: 'Invitation link',
    another: 'Another link',
    until: 'Valid until {{when}}, for one use.',
    guest: 'To invite others, create your own account first.',
  },
  reset: {
    action: 'Password reset link',
    title: 'New password link for {{name}}',
    text: 'Pass the link on to this person, who then sets the new password.',
    link: 'Reset link',
  },
  remove: {
    action: 'Remove from the team',
    title: 'Remove {{name}} from the team?',
    text: 'They can no longer open this workspace. What they wrote stays.',
    done: '{{name}} was removed from the team',
  },
  leave: {
    action: 'Leave the workspace',
    title: 'Leave “{{name}}”?',
    text: 'Your records stay with the team; you no longer see them. Coming back takes a new invitation.',
    done: 'You left “{{name}}”',
  },
  memberMenu: 'Actions for {{name}}',
  workspace: {
    title: 'Workspace',
    name: 'Name',
    renamed: 'The workspace has a new name',
    delete: 'Delete the workspace',
    deleteTitle: 'Delete “{{name}}”?',
    deleteText: 'All records, notes and files are deleted for everyone. This cannot be undone.',
    deleteType: 'Type its name to confirm: {{name}}',
    deleted: '“{{name}}” was deleted',
  },
} satisfies Translated<typeof tr>;
