/** Where the picture of a workspace lies on the device; apart, because only a large workspace needs more of it. */
export const lastViewPlace = (workspace: string): string => `lastView.${workspace}`;
