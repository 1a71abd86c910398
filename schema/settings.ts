/**
 * The lists a workspace may change (statuses, stages, sources …): defaults here, changes in the settings document.
 * Documents and the API hold keys, people see labels. An entry is retired, never deleted; defaults are never written
 * into the document, so two devices cannot seed it twice.
 */
import type * as Y from 'yjs';
import type { Locale } from './env.ts';

export const LISTS = [
  'status',
  'stage',
  'source',
  'sector',
  'product',
  'winReason',
  'lossReason',
  'activityType',
  'activityResult',
] as const;
export type ListName = (typeof LISTS)[number];
export const isListName = (value: string): value is ListName => (LISTS as readonly string[]).includes(value);

/** Names of the tints that the theme knows. */
export const COLORS = [
  'gray',
  'blue',
  'cyan',
  'teal',
  'green',
  'yellow',
  'orange',
  'red',
  'pink',
  'violet',
  'indigo',
] as const;
export type ColorName = (typeof COLORS)[number];

export interface ListEntry {
  readonly key: string;
  /** one label for all once the workspace has renamed it */
  readonly label: string | Readonly<Record<Locale, string>>;
  readonly color?: ColorName;
  /** position, ascending; ties by key */
  readonly order: number;
  readonly retired?: boolean;
  /** statuses and stages: the record is no longer open, and how it ended */
  readonly outcome?: 'won' | 'lost';
  /** stages: percent */
  readonly probability?: number;
}

export interface Settings {
  /** entries in order, retired ones included */
  readonly lists: Readonly<Record<ListName, readonly ListEntry[]>>;
  /** one entry by key; undefined for a value as typed */
  entry(list: ListName, key: string): ListEntry | undefined;
  /** what people read: the label, else the value itself */
  label(list: ListName, key: string, locale: Locale): string;
}

const both = (tr: string, en: string): Record<Locale, string> => ({ tr, en });
const D = (key: string, tr: string, en: string, rest: Partial<ListEntry> = {}): Omit<ListEntry, 'order'> => ({
  key,
  label: both(tr, en),
  ...rest,
});

const DEFAULTS: Record<ListName, readonly Omit<ListEntry, 'order'>[]> = {
  status: [
    D('new', 'Yeni', 'New', { color: 'blue' }),
    D('awaiting', 'Cevap bekleniyor', 'Awaiting reply', { color: 'yellow' }),
    D('contacted', 'İletişim kuruldu', 'Contacted', { color: 'cyan' }),
    D('informed', 'Bilgi gönderildi', 'Information sent', { color: 'teal' }),
    D('qualified', 'Nitelikli', 'Qualified', { color: 'violet' }),
    D('quoted', 'Teklife dönüştü', 'Quoted', { color: 'orange' }),
    D('converted', 'Müşteriye dönüştü', 'Converted', { color: 'green', outcome: 'won' }),
    D('lost', 'Uygun değil / Kayıp', 'Not a fit / Lost', { color: 'gray', outcome: 'lost' }),
  ],
  stage: [
    D('qualification', 'Nitelendirme', 'Qualification', { color: 'blue', probability: 10 }),
    D('needs_analysis', 'İhtiyaç analizi', 'Needs analysis', { color: 'cyan', probability: 25 }),
    D('proposal', 'Teklif', 'Proposal', { color: 'violet', probability: 50 }),
    D('negotiation', 'Müzakere', 'Negotiation', { color: 'orange', probability: 75 }),
    D('won', 'Kazanıldı', 'Won', { color: 'green', probability: 100, outcome: 'won' }),
    D('lost', 'Kaybedildi', 'Lost', { color: 'gray', probability: 0, outcome: 'lost' }),
  ],
  source: [
    D('fair', 'Fuar', 'Fair'),
    D('website', 'Web sitesi', 'Website'),
    D('google_ads', 'Google Ads', 'Google Ads'),
    D('meta', 'Meta (Facebook/Instagram)', 'Meta (Facebook/Instagram)'),
    D('whatsapp', 'WhatsApp', 'WhatsApp'),
    D('referral', 'Referans', 'Referral'),
    D('organic', 'Organik', 'Organic'),
    D('phone', 'Telefon', 'Phone'),
    D('email', 'E-posta', 'E-mail'),
    D('unknown', 'Bilinmiyor', 'Unknown'),
  ],
  sector: [
    D('health', 'Sağlık', 'Health'),
    D('textile', 'Tekstil', 'Textile'),
    D('energy', 'Enerji', 'Energy'),
    D('construction', 'İnşaat', 'Construction'),
    D('agency', 'Ajans', 'Agency'),
    D('metal', 'Metal', 'Metal'),
    D('machinery', 'Makina', 'Machinery'),
    D('automotive', 'Otomotiv', 'Automotive'),
    D('food', 'Gıda', 'Food'),
    D('software', 'Yazılım', 'Software'),
  ],
  product: [],
  winReason: [
    D('price', 'Fiyat', 'Price'),
    D('quality', 'Kalite', 'Quality'),
    D('delivery', 'Teslim süresi', 'Delivery time'),
    D('relationship', 'Güven ve ilişki', 'Trust and relationship'),
    D('reference', 'Referans', 'Reference'),
    D('other', 'Diğer', 'Other'),
  ],
  lossReason: [
    D('price', 'Fiyat', 'Price'),
    D('competitor', 'Rakip kazandı', 'Competitor won'),
    D('timing', 'Zamanı değil', 'Bad timing'),
    D('no_budget', 'Bütçe yok', 'No budget'),
    D('no_need', 'İhtiyaç kalmadı', 'No need any more'),
    D('no_answer', 'Cevap alınamadı', 'No answer'),
    D('other', 'Diğer', 'Other'),
  ],
  activityType: [
    D('call', 'Telefon', 'Call'),
    D('meeting', 'Toplantı', 'Meeting'),
    D('online_meeting', 'Online toplantı', 'Online meeting'),
    D('visit', 'Ziyaret', 'Visit'),
    D('site_survey', 'Yerinde keşif', 'Site survey'),
    D('fair_visit', 'Fuar ziyareti', 'Fair visit'),
    D('demo', 'Demo', 'Demo'),
    D('email', 'E-posta', 'E-mail'),
    D('whatsapp', 'WhatsApp', 'WhatsApp'),
    D('social', 'Sosyal medya', 'Social media'),
  ],
  activityResult: [
    D('reached', 'Görüşüldü', 'Reached'),
    D('no_answer', 'Cevap vermedi', 'No answer'),
    D('busy', 'Meşgul', 'Busy'),
    D('call_back', 'Tekrar aranacak', 'Call back'),
    D('wrong_number', 'Yanlış numara', 'Wrong number'),
    D('interested', 'İlgileniyor', 'Interested'),
    D('not_interested', 'İlgilenmiyor', 'Not interested'),
  ],
};

const KEY = /^[a-z0-9][a-z0-9_]{0,63}$/;

/** The flat map of changed entries: `<list>/<key>` → the entry, written whole. */
export const settingsMap = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('list');

/** Reads all lists: defaults overlaid with what the workspace changed. Never throws; a malformed entry is passed over. */
export function readSettings(doc: Y.Doc | null): Settings {
  const lists = {} as Record<ListName, ListEntry[]>;
  const byKey = new Map<string, ListEntry>();
  for (const list of LISTS) {
    lists[list] = [];
    DEFAULTS[list].forEach((entry, index) => byKey.set(`${list}/${entry.key}`, { ...entry, order: (index + 1) * 100 }));
  }
  if (doc) {
    settingsMap(doc).forEach((value, path) => {
      const entry = parseEntry(path, value);
      if (entry) byKey.set(path, { ...byKey.get(path), ...entry });
    });
  }
  for (const [path, entry] of byKey) lists[path.slice(0, path.indexOf('/')) as ListName].push(Object.freeze(entry));
  for (const list of LISTS) lists[list].sort((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1));
  return {
    lists,
    entry: (list, key) => byKey.get(`${list}/${key}`),
    label(list, key, locale) {
      const label = byKey.get(`${list}/${key}`)?.label;
      return label === undefined ? key : typeof label === 'string' ? label : label[locale];
    },
  };
}

function parseEntry(path: string, value: unknown): ListEntry | null {
  const slash = path.indexOf('/');
  const list = path.slice(0, slash);
  const key = path.slice(slash + 1);
  if (slash < 1 || !isListName(list) || !KEY.test(key) || typeof value !== 'object' || value === null) return null;
  const raw = value as Record<string, unknown>;
  const label = raw['label'];
  if (!Number.isFinite(raw['order']) || !isLabel(label)) return null;
  return {
    key,
    label,
    order: Number(raw['order']),
    retired: raw['retired'] === true,
    ...(COLORS.includes(raw['color'] as ColorName) && { color: raw['color'] as ColorName }),
    ...(isPercent(raw['probability']) && { probability: raw['probability'] }),
  };
}

const isPercent = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100;

const isLabel = (label: unknown): label is ListEntry['label'] =>
  (typeof label === 'string' && label !== '') ||
  (typeof label === 'object' &&
    label !== null &&
    typeof (label as Record<string, unknown>)['tr'] === 'string' &&
    typeof (label as Record<string, unknown>)['en'] === 'string');
