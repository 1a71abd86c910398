/** Whether something floats above the page (a dialog, menu, popover or list of choices) that owns keys such as Esc. */

const FLOATING =
  '[aria-modal="true"], .mantine-Menu-dropdown, .mantine-Popover-dropdown, .mantine-Combobox-dropdown, [data-floating]';

export const isFloatingOpen = (): boolean =>
  // lists of choices stay mounted while closed: only what has a box on screen counts
  [...document.querySelectorAll(FLOATING)].some((element) => element.getClientRects().length > 0);
