/** What the one who is signed in may do here, for pages that show only what works. The server holds the same lines. */
import { type Action, may } from '#schema/policy.ts';
import { useWorkspace } from '../data/WorkspaceProvider.tsx';

/** Whether this member may do something in the open workspace. */
export const useMay = (action: Action): boolean => may(useWorkspace().env.actor.role, action);
