/** Text that a spreadsheet would run as a formula, told apart on the way in. On the way out every such start is guarded. */

const NUMBER_OR_PHONE = /^[+-]\s*[\d.,\s]*$|^\+[\d\s().-]+$/;
const EXPRESSION = /^[+-]\s*(?:[\d.,]+\s*[-+*/^&]|[a-z]{1,3}\d{1,7}\s*(?:$|[-+*/^&!:])|[a-z][a-z.]*\(|\w+\|)/i;

/**
 * Whether text looks like a formula that slipped into a cell. A signed number, a telephone number, a dash before words
 * ("- katalog verildi") and a person's handle ("@cinarmetal") are none.
 */
export function isFormulaText(text: string): boolean {
  if (text.startsWith('=')) return text.length > 1;
  if (text.startsWith('@')) return /^@[a-z.]+\(/i.test(text);
  return EXPRESSION.test(text) && !NUMBER_OR_PHONE.test(text);
}
