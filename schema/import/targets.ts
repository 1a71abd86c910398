/**
 * What a column may be filled into: the importable fields of a lead, a whole name that is cut in two, and the guarded
 * ones that an import may set. And the words, Turkish and English, by which a header says which.
 */
import type { FieldKind } from '../fields.ts';
import { lead } from '../records/lead.ts';

/** How a target reads its cells. `name` is a person's whole name. */
type Reading = FieldKind | 'name';

interface TargetRule {
  readonly reads: Reading;
  /** Several columns may go in: their values join. */
  readonly many?: true;
  /** Folded titles, the words of `foldWords`. */
  readonly titles: readonly string[];
}

const words = (text: string): readonly string[] => text.split('|').map((title) => title.trim());
const kindOf = (key: keyof typeof lead.fields): FieldKind => lead.fields[key].kind;

const RULES = {
  firstName: {
    reads: kindOf('firstName'),
    titles: words('ad|adi|isim|ismi|on ad|yetkili adi|ilgili adi|kisi adi|first name|firstname|given name|forename'),
  },
  lastName: {
    reads: kindOf('lastName'),
    titles: words('soyad|soyadi|soyisim|soyismi|yetkili soyadi|last name|lastname|surname|family name'),
  },
  fullName: {
    reads: 'name',
    titles: words(
      'ad soyad|adi soyadi|ad soyadi|adi soyad|ad ve soyad|adi ve soyadi|adsoyad|ad soyisim|isim soyisim|ismi soyismi|isim soyad|yetkili|yetkili kisi|ilgili|ilgili kisi|kisi|ziyaretci|ziyaretci adi|katilimci|katilimci adi|muhatap|irtibat|irtibat kisisi|musteri|musteri adi|name|full name|fullname|first and last name|first last name|contact|contact name|contact person|person|attendee|attendee name|visitor|visitor name|customer|customer name',
    ),
  },
  company: {
    reads: kindOf('company'),
    titles: words(
      'firma|firma adi|firma unvani|firma unvan|firma ismi|sirket|sirket adi|sirket unvani|sirket ismi|kurum|kurum adi|kurulus|kurulus adi|isletme|isletme adi|ticari unvan|ticari unvani|cari|cari adi|cari unvan|cari unvani|company|company name|organization|organisation|organization name|account|account name|business|business name|employer|firm',
    ),
  },
  department: {
    reads: kindOf('department'),
    titles: words('departman|departmani|bolum|bolumu|birim|birimi|department|dept|division'),
  },
  jobTitle: {
    reads: kindOf('jobTitle'),
    titles: words(
      'gorev|gorevi|unvan|unvani|is unvani|pozisyon|pozisyonu|meslek|title|job title|jobtitle|position|role|designation',
    ),
  },
  phone: {
    reads: kindOf('phone'),
    many: true,
    titles: words(
      'telefon|telefonu|telefon no|telefon numarasi|tel|tel no|telno|cep|cep tel|cep telefonu|cep telefon|cep no|cep numarasi|gsm|gsm no|mobil|mobil telefon|sabit telefon|is telefonu|iletisim no|iletisim numarasi|whatsapp|whatsapp no|phone|phone number|phone no|mobile|mobile phone|mobile number|cell|cell phone|cellphone|telephone|telephone number|work phone',
    ),
  },
  email: {
    reads: kindOf('email'),
    many: true,
    titles: words(
      'e posta|eposta|e posta adresi|eposta adresi|mail|e mail|email|mail adresi|e mail adresi|email adresi|elektronik posta|email address|e mail address|mail address',
    ),
  },
  address: {
    reads: kindOf('address'),
    many: true,
    titles: words(
      'adres|adresi|acik adres|is adresi|firma adresi|ilce|ilcesi|semt|posta kodu|address|street|street address|district|postcode|postal code|zip',
    ),
  },
  city: { reads: kindOf('city'), titles: words('il|ili|il adi|il ilce|sehir|sehri|city|town|province') },
  country: { reads: kindOf('country'), titles: words('ulke|ulkesi|ulke adi|country') },
  source: {
    reads: kindOf('source'),
    titles: words('kaynak|kaynagi|lead kaynagi|aday kaynagi|nereden ulasti|nereden duydu|source|lead source|channel'),
  },
  campaign: {
    reads: kindOf('campaign'),
    titles: words(
      'kampanya|kampanya adi|fuar|fuar adi|etkinlik|etkinlik adi|campaign|campaign name|event|fair|trade show',
    ),
  },
  visitDate: {
    reads: kindOf('visitDate'),
    titles: words('ziyaret tarihi|ziyaret gunu|fuar gunu|gorusme tarihi|visit date|visit day|visited on|date of visit'),
  },
  date: {
    reads: kindOf('date'),
    titles: words(
      'tarih|kayit tarihi|lead tarihi|olusturma tarihi|eklenme tarihi|basvuru tarihi|date|lead date|created|created at|created on|created date|created time',
    ),
  },
  products: {
    reads: kindOf('products'),
    many: true,
    titles: words(
      'urun|urunler|urun adi|urun hizmet|hizmet|ilgilendigi urun|ilgilendigi urunler|ilgilenilen urun|ilgilendigi hizmet|ilgi alani|product|products|product name|interest|interests|interested in|product interest|interested products|service',
    ),
  },
  sector: {
    reads: kindOf('sector'),
    titles: words('sektor|sektoru|faaliyet alani|is kolu|sector|industry'),
  },
  status: {
    reads: kindOf('status'),
    titles: words('durum|durumu|lead durumu|aday durumu|status|lead status'),
  },
  score: { reads: kindOf('score'), titles: words('puan|puani|skor|lead puani|score|lead score') },
  description: {
    reads: kindOf('description'),
    many: true,
    titles: words(
      'not|notu|notlar|notlari|gorusme notu|gorusme notlari|gorusme|aciklama|aciklamasi|aciklamalar|yorum|yorumlar|detay|mesaj|talep|talebi|ozet|note|notes|comment|comments|description|remark|remarks|message|details|summary',
    ),
  },
  tags: { reads: kindOf('tags'), many: true, titles: words('etiket|etiketi|etiketler|tag|tags|label|labels') },
  owner: {
    reads: kindOf('owner'),
    titles: words(
      'sorumlu|sorumlusu|sorumlu kisi|satis temsilcisi|musteri temsilcisi|temsilci|lead sahibi|sahibi|owner|lead owner|assigned to|sales rep|sales person|salesperson|account manager',
    ),
  },
  externalId: {
    reads: kindOf('externalId'),
    titles: words('id|kod|kodu|musteri no|musteri kodu|cari kod|cari kodu|kayit no|ref no|external id|record id|code'),
  },
} as const satisfies Record<string, TargetRule>;

export type Target = keyof typeof RULES;
export const TARGETS = Object.keys(RULES) as readonly Target[];
export const isTarget = (value: unknown): value is Target => typeof value === 'string' && Object.hasOwn(RULES, value);

/** How cells of a target are read, whether columns join in it, and its titles. */
export const targetRule = (target: Target): TargetRule => RULES[target];

/** Titles that look like a target's and are none: they are left out unless a person says otherwise. */
export const NO_TARGET: ReadonlySet<string> = new Set(
  words(
    'no|sn|s no|sira|sira no|row|nr|faks|fax|faks no|fax no|tc|tc no|tc kimlik no|tckn|vkn|vergi no|vergi dairesi|dogum tarihi|birth date|birthday|iban|web|web sitesi|website|url|dahili',
  ),
);
