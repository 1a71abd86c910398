// One lead as a sales team works with it: together on its card, jotted down from anywhere, with what was done and comes next.
import { type App, expect, type Person, saved, takeBack, test } from './support/app.ts';
import { field, jotDown, openPage, row, rows } from './support/leads.ts';

async function withColleague(app: App): Promise<{ ayse: Person; can: Person }> {
  const ayse = await app.comeIn({ name: 'Ayşe Demir' });
  const can = await app.join(ayse, { name: 'Can Yıldız' });
  return { ayse, can };
}

test.describe('one card, two people', () => {
  test('I type in the company, my colleague the phone, and both stand', async ({ app }) => {
    const { ayse, can } = await withColleague(app);
    await jotDown(ayse.page, 'Mehmet Kaya');
    const path = await openPage(ayse.page, 'Mehmet Kaya');
    await can.page.goto(path);

    await field(ayse.page, 'Firma').pressSequentially('Karadeniz Çelik');
    await field(can.page, 'Telefon').pressSequentially('0532 123 45 67');
    await field(ayse.page, 'Firma').press('Tab');
    await field(can.page, 'Telefon').press('Tab');

    for (const { page } of [ayse, can]) {
      await expect(field(page, 'Firma')).toHaveValue('Karadeniz Çelik');
      await expect(field(page, 'Telefon')).toHaveValue('+90 532 123 45 67');
    }
    await saved(ayse.page);
    await saved(can.page);
    await ayse.page.reload();
    await expect(field(ayse.page, 'Telefon')).toHaveValue('+90 532 123 45 67');
  });

  test('I see which field my colleague is in', async ({ app }) => {
    const { ayse, can } = await withColleague(app);
    await jotDown(ayse.page, 'Mehmet Kaya');
    await can.page.goto(await openPage(ayse.page, 'Mehmet Kaya'));

    await field(can.page, 'Şehir').focus();
    await expect(ayse.page.locator('[data-field="city"]').getByText('Can Yıldız')).toBeVisible();
    await field(can.page, 'Şehir').blur();
    await expect(ayse.page.locator('[data-field="city"]').getByText('Can Yıldız')).toHaveCount(0);
  });

  test('what my colleague writes into my field stands beside it, and I take it with one tap', async ({ app }) => {
    const { ayse, can } = await withColleague(app);
    await jotDown(ayse.page, 'Mehmet Kaya');
    await can.page.goto(await openPage(ayse.page, 'Mehmet Kaya'));

    await field(ayse.page, 'Şehir').pressSequentially('Burs');
    await field(can.page, 'Şehir').fill('Ankara');
    await field(can.page, 'Şehir').press('Enter');
    const theirs = ayse.page.getByText('Can Yıldız yazdı:');
    await expect(theirs).toBeVisible();
    await expect(field(ayse.page, 'Şehir')).toHaveValue('Burs');

    await ayse.page.getByRole('button', { name: 'Onunkini al' }).click();
    await expect(field(ayse.page, 'Şehir')).toHaveValue('Ankara');
    await field(ayse.page, 'Şehir').blur();
    await saved(ayse.page);
    await expect(field(can.page, 'Şehir')).toHaveValue('Ankara');
  });

  test('a change of my colleague shows in my list without moving what I look at', async ({ app }) => {
    const { ayse, can } = await withColleague(app);
    await jotDown(ayse.page, 'Mehmet Kaya', 'Ali Yıldız');
    await can.page.goto(`/w/${can.workspace}/leads`);
    await row(can.page, 'Mehmet Kaya').click();
    await field(can.page, 'Firma').fill('Ege Tekstil');
    await field(can.page, 'Firma').press('Enter');
    await expect(row(ayse.page, 'Mehmet Kaya')).toContainText('Ege Tekstil');
    await expect(row(ayse.page, 'Mehmet Kaya').locator('[data-glow]')).toHaveText('Ege Tekstil');
    await expect(rows(ayse.page).first()).toContainText('Ali Yıldız');
  });
});

test.describe('quick add', () => {
  test('I jot a lead down in one line from any page and take it back', async ({ app }) => {
    const { page, workspace } = await app.comeIn();
    await page.goto(`/w/${workspace}/tasks`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('c');
    const line = page.getByRole('textbox', { name: 'Hızlı ekle' });
    await line.fill('Ayşe Demir, Çınar Metal, 0532 123 45 67, AYSE@CINAR.COM #fuar');
    const understood = page.getByRole('dialog').getByRole('definition');
    await expect(understood).toHaveText([
      'Ayşe',
      'Demir',
      'Çınar Metal',
      '+90 532 123 45 67',
      'ayse@cinar.com',
      'fuar',
    ]);
    await line.press('Control+Enter');

    await expect(page.getByRole('heading', { level: 1, name: 'Ayşe Demir' })).toBeVisible();
    await expect(field(page, 'E-posta')).toHaveValue('ayse@cinar.com');
    await takeBack(page, 'eklendi');
    await expect(page.getByText('Bu lead çöp kutusunda.')).toBeVisible();
  });

  test('I am told when the number is known already, with a link to them', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Ayşe Demir, Çınar Metal, 0532 123 45 67');
    await page.keyboard.press('c');
    await page.getByRole('textbox', { name: 'Hızlı ekle' }).fill('A. Demir, 532 1234567');
    await expect(page.getByText('Bu telefon zaten kayıtlı:')).toBeVisible();
    await page.getByRole('dialog').getByRole('link', { name: 'Ayşe Demir, Çınar Metal' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Ayşe Demir' })).toBeVisible();
  });
});

test.describe('fields', () => {
  test('a number typed any old way is kept in one form; one that cannot be read stays as I typed it and says why', async ({
    app,
  }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Mehmet Kaya');
    await openPage(page, 'Mehmet Kaya');
    const phone = field(page, 'Telefon');
    await phone.fill('0212 555 12 34 dahili 12');
    await phone.press('Tab');
    await expect(phone).toHaveValue('+90 212 555 12 34');
    await expect(field(page, 'Açıklama')).toHaveValue('dahili 12');

    await phone.fill('0532 123 45');
    await phone.press('Tab');
    await expect(phone).toHaveValue('0532 123 45');
    await expect(phone).toHaveAccessibleDescription(/Numara eksik görünüyor/);

    const email = field(page, 'E-posta');
    await email.fill('INFO@CINAR.COM ');
    await email.press('Tab');
    await expect(email).toHaveValue('info@cinar.com');

    const visit = field(page, 'Ziyaret tarihi');
    await visit.fill('8.10.2024');
    await visit.press('Tab');
    await expect(visit).toHaveValue('8 Eki 2024');
    await visit.fill('geçen salı');
    await visit.press('Tab');
    await expect(visit).toHaveValue('geçen salı');
    await expect(visit).toHaveAccessibleDescription(/Tarih olarak okunamadı/);
  });

  test('Esc puts back what was there, and Ctrl+Z what I saved', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Mehmet Kaya, Çınar Metal A.Ş.');
    await openPage(page, 'Mehmet Kaya');
    const company = field(page, 'Firma');
    await company.fill('Yanlış');
    await company.press('Escape');
    await expect(company).toHaveValue('Çınar Metal A.Ş.');
    await company.fill('Ege Tekstil');
    await company.press('Tab');
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('Control+z');
    await expect(company).toHaveValue('Çınar Metal A.Ş.');
  });

  test('I choose the fair they came from, or make it by typing its name', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Mehmet Kaya');
    await openPage(page, 'Mehmet Kaya');
    await page.getByRole('button', { name: 'Kaynak: Bilinmiyor' }).click();
    await page.getByRole('option', { name: 'Fuar', exact: true }).click();
    await expect(page.getByText('Hangi fuar?')).toBeVisible();
    await page.getByRole('button', { name: 'Fuar / kampanya' }).click();
    await page.keyboard.type('Metal Expo 2026');
    await page.getByRole('option', { name: '“Metal Expo 2026” ekle' }).click();
    await expect(page.getByRole('button', { name: 'Fuar / kampanya: Metal Expo 2026' })).toBeVisible();
    await expect(page.getByText('Hangi fuar?')).toHaveCount(0);
  });

  test('I move the status, it asks why they are lost, and the history says who moved it', async ({ app }) => {
    const { page } = await app.comeIn({ name: 'Ayşe Demir' });
    await jotDown(page, 'Mehmet Kaya');
    await openPage(page, 'Mehmet Kaya');
    await page.getByRole('button', { name: 'Durumu değiştir: Yeni' }).click();
    await page.getByRole('option', { name: 'İletişim kuruldu' }).click();
    await page.getByRole('button', { name: 'Durumu değiştir: İletişim kuruldu' }).click();
    await page.getByRole('option', { name: /Kayıp/ }).click();
    await page.getByRole('option', { name: 'Bütçe yok' }).click();
    await page.getByRole('button', { name: /Durumu değiştir: .*Kayıp/ }).click();
    const history = page.getByRole('list').filter({ hasText: 'Bütçe yok' });
    await expect(history.getByRole('listitem').first()).toContainText('Bütçe yok');
    await expect(history.getByRole('listitem')).toHaveCount(3);
  });
});

test.describe('what was done with them', () => {
  test('I log a call, plan a visit and a task, and see what comes next and what was', async ({ app }) => {
    const { page } = await app.comeIn();
    await jotDown(page, 'Mehmet Kaya');
    await openPage(page, 'Mehmet Kaya');
    const next = page.getByRole('region', { name: 'Sıradaki adımlar' });
    const history = page.getByRole('region', { name: 'Geçmiş' });
    await expect(next).toContainText('Sıradaki adım yok');

    await page.getByRole('button', { name: 'Etkileşim ekle' }).click();
    await page.getByRole('textbox', { name: 'Ne konuşuldu?' }).fill('Katalog istedi.');
    await page.getByRole('combobox', { name: 'Sonuç' }).click();
    await page.getByRole('option', { name: 'Görüşüldü' }).click();
    await page.getByRole('button', { name: 'Kaydet', exact: true }).click();
    await expect(history.getByRole('listitem').first()).toContainText('Katalog istedi.');

    await page.getByRole('button', { name: 'Etkileşim ekle' }).click();
    await page.getByRole('combobox', { name: 'Tür' }).click();
    await page.getByRole('option', { name: 'Ziyaret', exact: true }).click();
    await page.getByRole('textbox', { name: 'Ne zaman' }).fill('yarın 10:00');
    await page.getByRole('button', { name: 'Planla', exact: true }).click();
    await expect(next.getByRole('listitem')).toContainText(['Ziyaret']);

    await page.getByRole('button', { name: 'Görev ekle' }).click();
    await page.getByRole('textbox', { name: 'Görev ekle' }).fill('Katalog gönder yarın 09:00');
    await page.keyboard.press('Enter');
    await expect(next.getByText('Katalog gönder', { exact: true })).toBeVisible();
    await next.getByRole('checkbox', { name: '“Katalog gönder” bitti' }).click();
    await next.getByRole('button', { name: 'Yapıldı: Ziyaret' }).click();
    await expect(next).toContainText('Sıradaki adım yok');
    await expect(history.getByText('Katalog gönder')).toHaveCount(2);
    await expect(history).toContainText('Ziyaret');
  });

  test('I delete a lead; its page says so, and I bring it back', async ({ app }) => {
    const { page, workspace } = await app.comeIn({ name: 'Ayşe Demir' });
    await jotDown(page, 'Mehmet Kaya', 'Ali Yıldız');
    const path = await openPage(page, 'Mehmet Kaya');
    await page.getByRole('button', { name: 'Diğer işlemler' }).click();
    await page.getByRole('menuitem', { name: 'Sil' }).click();
    await expect(row(page, 'Ali Yıldız')).toBeVisible();
    await expect(row(page, 'Mehmet Kaya')).toHaveCount(0);

    await page.goto(path);
    await expect(page.getByText('Bu lead çöp kutusunda. Silen: Ayşe Demir')).toBeVisible();
    await expect(field(page, 'Firma')).not.toBeEditable();
    await page.getByRole('article').getByRole('button', { name: 'Geri al' }).click();
    await expect(field(page, 'Firma')).toBeEditable();
    await page.goto(`/w/${workspace}/leads`);
    await expect(row(page, 'Mehmet Kaya')).toBeVisible();
  });

  test('an address of nobody says that there is no such lead', async ({ app }) => {
    const { page, workspace } = await app.comeIn();
    await page.goto(`/w/${workspace}/leads/nobody`);
    await expect(page.getByText('Kalıcı olarak silinmiş olabilir')).toBeVisible();
    await page.getByRole('link', { name: 'Leadlere dön' }).click();
    await expect(page.getByText('Henüz lead yok')).toBeVisible();
  });
});
