/** Text that a spreadsheet would run as a formula: told apart on the way in, made harmless on the way out. */

const NUMBER_OR_PHONE = /^[+-]\s*[\d.,\s]*$|^\+[\d\s().-]+$/;
const EXPRESSION = /^[+-]\s*(?:[\d.,]+\s*[-+*/^&]|[a-z]{1,3}\d{1,7}\s*(?:$|[-+*/^&!:])|[a-z][a-z.]*\(|\w+\|)/i;

/**
 * Whether text looks like a formula that slipped into a cell. A signed number, a telephone number, a dash before words
 * ("- katalog verildi") and a person's handle ("@cinarmetal") are none.
 */
export function isFormulaText(text: string): boolean {
  // nearly every cell begins otherwise: told apart by its first letter
  switch (text[0]) {
    case '=':
      return text.length > 1;
    case '@':
      return /^@[a-z.]+\(/i.test(text);
    case '+':
    case '-':
      return EXPRESSION.test(text) && !NUMBER_OR_PHONE.test(text);
    default:
      return false;
  }
}

/** Starts that spreadsheets take for a formula, also behind the marks that earlier exports put there. */
const RUNS = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** Text for a .csv that no spreadsheet runs: an apostrophe goes before what could. `unguardFormula` takes it back. */
export const guardFormula = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

/** Text of a .csv as it was before `guardFormula`. */
export const unguardFormula = (text: string): string =>
  text.startsWith("'") && RUNS.test(text) ? text.slice(1) : text;
