/**
 * Where a link in a note may lead: web pages, e-mails and telephones, and nothing else. Notes are written by everyone in
 * the workspace and by foreign clients, so what a link holds is checked when it is made and again whenever it is shown.
 */

const PROTOCOLS = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const LIMIT = 2000;
const EMAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]{2,}$/;
const PHONE = /^\+?[\d\s()-]{7,20}$/;
const HOST = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}([/?#:]\S*)?$/u;

/** The address a link leads to, from what is stored or was typed (`ornek.com`, an e-mail, a number); null = no link. */
export function linkTarget(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LIMIT) return null;
  const text = value.trim();
  if (EMAIL.test(text)) return `mailto:${text}`;
  if (PHONE.test(text)) return `tel:${text.replace(/[^\d+]/g, '')}`;
  const address = HOST.test(text) ? `https://${text}` : text;
  // the browser's own parser decides: it drops the tabs and line ends that hide a protocol from patterns
  const url = URL.parse(address);
  if (!url || !PROTOCOLS.has(url.protocol)) return null;
  if (url.protocol.startsWith('http') && url.hostname === '') return null;
  return url.href;
}
