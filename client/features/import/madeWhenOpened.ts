/** Lists of choices that are made when they are opened: a column step would else draw some hundred lines that nobody sees. */
export const MADE_WHEN_OPENED = { keepMounted: false } as const;
