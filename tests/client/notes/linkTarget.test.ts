import { describe, expect, test } from 'vitest';
import { linkTarget } from '#client/features/notes/linkTarget.ts';

describe('a link in a note', () => {
  test.each([
    ['https://ornek.com/a?b=1#c', 'https://ornek.com/a?b=1#c'],
    ['http://ornek.com', 'http://ornek.com/'],
    ['ornek.com', 'https://ornek.com/'],
    ['www.ornek.com.tr/katalog', 'https://www.ornek.com.tr/katalog'],
    ['şirket.com', 'https://xn--irket-idb.com/'],
    ['ayse@ornek.com', 'mailto:ayse@ornek.com'],
    ['mailto:ayse@ornek.com?subject=Teklif', 'mailto:ayse@ornek.com?subject=Teklif'],
    ['0532 123 45 67', 'tel:05321234567'],
    ['+90 (532) 123-45-67', 'tel:+905321234567'],
    ['tel:+905321234567', 'tel:+905321234567'],
  ])('%s leads to %s', (typed, target) => {
    expect(linkTarget(typed)).toBe(target);
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\tjavascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://ornek.com/1',
    'ftp://ornek.com',
    '//ornek.com',
    '/w/other/leads',
    'https://',
    'merhaba',
    '',
    'x'.repeat(3000),
  ])('%j leads nowhere', (typed) => {
    expect(linkTarget(typed)).toBeNull();
  });

  test.each([null, undefined, 5, {}, ['https://ornek.com'], { toString: () => 'https://ornek.com' }])(
    'what a foreign client stored as %j is no address',
    (stored) => {
      expect(linkTarget(stored)).toBeNull();
    },
  );
});
