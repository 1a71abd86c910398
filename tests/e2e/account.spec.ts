/** Coming in and going out, as people do it: accounts, the demo, invitations, passwords, roles, language and theme. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, FIRST_VISIT_MS, PASSWORD, saved, test } from './support/app.ts';

const OTHER_PASSWORD = 'bambaşka bir parola';

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/welcome?way=sign-in');
  await page.getByLabel('E-posta').fill(email);
  await page.getByLabel('Parola', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Giriş yap' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Hesap menüsü/ }).click();
  await page.getByRole('menuitem', { name: 'Çıkış yap' }).click();
  await expect(page).toHaveURL(/\/welcome/);
}

const title = (page: Page) => page.getByRole('heading', { level: 1 });

test('I create an account and a workspace, sign out, and sign in again', async ({ app }) => {
  const page = await (await app.browser()).newPage();
  await page.goto('/');
  await page.getByLabel('Ad soyad').fill('Ayşe Demir');
  await page.getByLabel('E-posta').fill('Ayse.Demir@Ornek.com');
  await page.getByLabel('Parola', { exact: true }).fill(PASSWORD);
  await page.getByLabel('Çalışma alanının adı').fill('Işık Çelik');
  await page.getByRole('button', { name: 'Hesabı ve çalışma alanını aç' }).click();
  await expect(page).toHaveURL(/\/w\//);
  await expect(page.getByRole('button', { name: /Çalışma alanını değiştir: Işık Çelik/ })).toBeVisible();

  await signOut(page);
  await signIn(page, 'ayse.demir@ornek.com', PASSWORD);
  await expect(page.getByRole('button', { name: /Işık Çelik/ })).toBeVisible();
});

test('what I typed wrong is said at its field, and nothing I typed is lost', async ({ app }) => {
  const page = await (await app.browser()).newPage();
  await page.goto('/');
  await page.getByLabel('Ad soyad').fill('Ayşe');
  await page.getByLabel('E-posta').fill('ayşe bir yerde');
  await page.getByLabel('Parola', { exact: true }).fill('kısa');
  await page.getByRole('button', { name: 'Hesabı ve çalışma alanını aç' }).click();
  await expect(page.getByText('Bu bir e-posta adresine benzemiyor.')).toBeVisible();
  await expect(page.getByText('Parola en az 8 karakter olmalı.')).toBeVisible();
  await expect(page.getByText('Çalışma alanına bir ad verin.')).toBeVisible();
  await expect(page.getByLabel('E-posta')).toHaveValue('ayşe bir yerde');

  const known = await app.comeIn();
  await signIn(page, known.email, 'yanlış parola');
  await expect(page.getByRole('alert')).toHaveText('E-posta ya da parola yanlış.');
});

test('an address I open before signing in is where I am afterwards', async ({ app }) => {
  const person = await app.comeIn();
  const page = await (await app.browser()).newPage();
  await page.goto(`/w/${person.workspace}/team`);
  await expect(page).toHaveURL(/\/welcome\?next=/);
  await page.getByRole('tab', { name: 'Giriş yap' }).click();
  await page.getByLabel('E-posta').fill(person.email);
  await page.getByLabel('Parola', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Giriş yap' }).click();
  await expect(page).toHaveURL(`/w/${person.workspace}/team`);
});

test('I look at the demo without an account, and keep it by opening one', async ({ app }) => {
  const page = await (await app.browser()).newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Demoya bak' }).click();
  await expect(page.getByText('Bu bir demo')).toBeVisible({ timeout: FIRST_VISIT_MS });
  const workspace = new URL(page.url()).pathname.split('/')[2];

  await page.getByRole('link', { name: 'Kendi hesabını aç' }).click();
  await page.getByLabel('Ad soyad').fill('Deniz Kaya');
  await page.getByLabel('E-posta').fill('deniz@ornek.com');
  await page.getByLabel('Parola', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Hesabı aç' }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${workspace}/`));
  await expect(page.getByRole('button', { name: /Hesap menüsü: Deniz Kaya/ })).toBeVisible();
});

test('I remove the demo, and I am at the door again', async ({ app }) => {
  const { page } = await app.lookAround();
  await page.getByRole('button', { name: 'Demoyu kaldır' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Demoyu kaldır' }).click();
  await expect(page).toHaveURL(/\/welcome/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Demoya bak' })).toBeVisible();
});

test('a colleague joins by my link with the role I chose, and the link works once', async ({ app }) => {
  const host = await app.comeIn({ workspace: 'Anadolu Makina' });
  await host.page.goto(`/w/${host.workspace}/team`);
  await host.page.getByRole('combobox', { name: 'Rol', exact: true }).click();
  await host.page.getByRole('option', { name: /İzleyici/ }).click();
  await host.page.getByRole('button', { name: 'Davet bağlantısı oluştur' }).click();
  const link = await host.page.getByLabel('Davet bağlantısı').inputValue();

  const page = await (await app.browser()).newPage();
  await page.goto(new URL(link).pathname);
  await expect(page.getByText('“Anadolu Makina” çalışma alanına çağırıyor')).toBeVisible();
  await page.getByLabel('Ad soyad').fill('Ömer İnce');
  await page.getByLabel('E-posta').fill('omer@ornek.com');
  await page.getByLabel('Parola', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Hesabı aç ve katıl' }).click();
  await expect(page).toHaveURL(new RegExp(`/w/${host.workspace}/`));
  await page.goto(`/w/${host.workspace}/team`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Ömer İnce' })).toContainText('İzleyici');
  await expect(page.getByRole('heading', { name: 'Davet et' })).toBeHidden();

  const late = await (await app.browser()).newPage();
  await late.goto(new URL(link).pathname);
  await expect(title(late)).toHaveText('Bu davet kullanılamıyor');
});

test('I forgot my password: the link of my administrator lets me set a new one, once', async ({ app }) => {
  const admin = await app.comeIn();
  const member = await app.join(admin, { name: 'Can Yıldız' });
  await admin.page.goto(`/w/${admin.workspace}/team`);
  await admin.page.getByRole('button', { name: 'Can Yıldız için işlemler' }).click();
  await admin.page.getByRole('menuitem', { name: 'Parola sıfırlama bağlantısı' }).click();
  const link = await admin.page.getByLabel('Sıfırlama bağlantısı').inputValue();

  const page = await (await app.browser()).newPage();
  await page.goto(new URL(link).pathname);
  await page.getByLabel('Yeni parola').fill(OTHER_PASSWORD);
  await page.getByRole('button', { name: 'Parolayı kaydet' }).click();
  await expect(page).toHaveURL(/\/welcome/);
  await signIn(page, member.email, OTHER_PASSWORD);
  await expect(page.getByRole('button', { name: /Hesap menüsü: Can Yıldız/ })).toBeVisible();

  const late = await (await app.browser()).newPage();
  await late.goto(new URL(link).pathname);
  await late.getByLabel('Yeni parola').fill('bir başkası daha');
  await late.getByRole('button', { name: 'Parolayı kaydet' }).click();
  await expect(late.getByRole('alert')).toContainText('daha önce kullanılmış');
});

test('I change my password, after giving the right old one', async ({ app }) => {
  const { page, email } = await app.comeIn();
  await page.goto('/account');
  await page.getByLabel('Şimdiki parola').fill('bu değildi sanki');
  await page.getByLabel('Yeni parola').fill(OTHER_PASSWORD);
  await page.getByRole('button', { name: 'Parolayı değiştir' }).click();
  await expect(page.getByText('Şimdiki parola yanlış.')).toBeVisible();
  await page.getByLabel('Şimdiki parola').fill(PASSWORD);
  await page.getByRole('button', { name: 'Parolayı değiştir' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Parola değişti' })).toBeVisible();

  const elsewhere = await (await app.browser()).newPage();
  await signIn(elsewhere, email, OTHER_PASSWORD);
  await expect(elsewhere).toHaveURL(/\/w\//);
});

test('my colleagues see at once who joined and what they may do', async ({ app }) => {
  const admin = await app.comeIn();
  const member = await app.join(admin, { name: 'Can Yıldız' });
  await member.page.goto(`/w/${admin.workspace}/team`);
  const third = await app.join(admin, { name: 'Şule Şahin', role: 'viewer' });
  const line = member.page.getByRole('listitem').filter({ hasText: 'Şule Şahin' });
  await expect(line).toContainText('İzleyici');

  await admin.page.goto(`/w/${admin.workspace}/team`);
  await admin.page.getByRole('combobox', { name: 'Şule Şahin adlı kişinin rolü' }).click();
  await admin.page.getByRole('option', { name: /Satış müdürü/ }).click();
  await expect(line).toContainText('Satış müdürü');
  await expect(third.page.locator('[data-sync="savedOnServer"]')).toBeVisible();
});

test('who joined while my connection was gone is in my list when it is back', async ({ app }) => {
  const admin = await app.comeIn();
  const member = await app.join(admin, { name: 'Can Yıldız' });
  let cut = async (): Promise<void> => {};
  let connect = (): void => {};
  let mayConnect = Promise.resolve();
  await member.page.routeWebSocket(/\/collab/, async (socket) => {
    await mayConnect;
    socket.connectToServer();
    cut = () => socket.close();
  });
  await member.page.goto(`/w/${admin.workspace}/team`);
  await saved(member.page);
  mayConnect = new Promise((resolve) => {
    connect = resolve;
  });
  await cut();
  await app.join(admin, { name: 'Şule Şahin' });
  connect();
  await expect(member.page.getByRole('listitem').filter({ hasText: 'Şule Şahin' })).toBeVisible();
});

test('who joined while my page was asking about another is in my list', async ({ app }) => {
  const admin = await app.comeIn();
  const member = await app.join(admin, { name: 'Can Yıldız' });
  await member.page.goto(`/w/${admin.workspace}/team`);
  await saved(member.page);
  let answer = (): void => {};
  const mayAnswer = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let asked = 0;
  await member.page.route('**/api/me', async (route) => {
    const response = await route.fetch();
    asked += 1;
    await mayAnswer;
    await route.fulfill({ response });
  });
  await app.join(admin, { name: 'Şule Şahin' });
  await expect.poll(() => asked).toBe(1);
  await app.join(admin, { name: 'Mert Kaya' });
  answer();
  for (const name of ['Şule Şahin', 'Mert Kaya']) {
    await expect(member.page.getByRole('listitem').filter({ hasText: name })).toBeVisible();
  }
});

test('someone taken out of the team no longer opens the workspace', async ({ app }) => {
  const admin = await app.comeIn();
  const member = await app.join(admin, { name: 'Elif Işık' });
  await admin.page.goto(`/w/${admin.workspace}/team`);
  await admin.page.getByRole('button', { name: 'Elif Işık için işlemler' }).click();
  await admin.page.getByRole('menuitem', { name: 'Ekipten çıkar' }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Ekipten çıkar' }).click();
  await expect(admin.page.getByRole('heading', { name: 'Ayrılanlar' })).toBeVisible();
  await expect(member.page.getByText('Bu çalışma alanı size açık değil')).toBeVisible();
});

test('the last administrator can neither step down nor leave', async ({ app }) => {
  const admin = await app.comeIn();
  await app.join(admin, { name: 'Can Yıldız' });
  await admin.page.goto(`/w/${admin.workspace}/team`);
  await admin.page.getByRole('button', { name: 'Çalışma alanından ayrıl' }).click();
  await admin.page.getByRole('dialog').getByRole('button', { name: 'Çalışma alanından ayrıl' }).click();
  await expect(admin.page.getByRole('alert')).toContainText('Son yönetici çıkarılamaz');
  await admin.page.getByRole('combobox', { name: 'Ayşe Demir adlı kişinin rolü' }).click();
  await admin.page.getByRole('option', { name: /İzleyici/ }).click();
  await expect(admin.page.getByRole('combobox', { name: 'Ayşe Demir adlı kişinin rolü' })).toHaveValue('Yönetici');
});

test('I have several workspaces, rename one, switch, and delete one by typing its name', async ({ app }) => {
  const { page } = await app.comeIn({ workspace: 'Birinci' });
  await page.getByRole('button', { name: /Çalışma alanını değiştir/ }).click();
  await page.getByRole('menuitem', { name: 'Yeni çalışma alanı' }).click();
  await page.getByLabel('Çalışma alanının adı').fill('İkinci');
  await page.getByRole('button', { name: 'Çalışma alanını kur' }).click();
  await expect(page.getByRole('button', { name: /değiştir: İkinci/ })).toBeVisible();

  const second = new URL(page.url()).pathname.split('/')[2];
  await page.goto(`/w/${second}/team`);
  await page.getByRole('button', { name: 'Düzenle: Ad' }).click();
  await page.getByRole('textbox', { name: 'Ad', exact: true }).fill('İkinci ofis');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /değiştir: İkinci ofis/ })).toBeVisible();

  await page.getByRole('button', { name: 'Çalışma alanını sil' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: 'Çalışma alanını sil' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('İkinci ofis');
  await dialog.getByRole('button', { name: 'Çalışma alanını sil' }).click();
  await expect(page.getByRole('button', { name: /değiştir: Birinci/ })).toBeVisible();
});

test('my language and my theme stay with me', async ({ app }) => {
  const { page, context, email } = await app.comeIn();
  await page.goto('/account');
  await page.getByText('English').click();
  await expect(title(page)).toHaveText('My account');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByText('Dark', { exact: true }).locator('..').click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(title(page)).toHaveText('My account');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await context.close();

  // another device: the account remembers the language, whatever that browser prefers
  const elsewhere = await (await app.browser()).newPage();
  await signIn(elsewhere, email, PASSWORD);
  await expect(elsewhere.getByRole('button', { name: /^Account menu/ })).toBeVisible();
});

test('when my session ends I keep working, and sign in again where I am', async ({ app }) => {
  const { page, context, workspace } = await app.comeIn();
  await context.clearCookies();
  await page.reload();
  await expect(page.getByText('Oturumunuzun süresi doldu')).toBeVisible();
  await page.getByRole('alert').getByRole('button', { name: 'Giriş yap' }).click();
  await page.getByRole('dialog').getByLabel('Parola', { exact: true }).fill(PASSWORD);
  await page.getByRole('dialog').getByRole('button', { name: 'Giriş yap' }).click();
  await expect(page.getByText('Oturumunuzun süresi doldu')).toBeHidden();
  await expect(page).toHaveURL(new RegExp(`/w/${workspace}/`));
  await expect(page.locator('[data-sync="savedOnServer"]')).toBeVisible();
});

test('signing out in one tab signs out the other', async ({ app }) => {
  const { page, context } = await app.comeIn();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(title(other)).toBeVisible();
  await signOut(page);
  await expect(other).toHaveURL(/\/welcome/);
});

test('by keyboard I skip to the content, go to pages, and ask which keys there are', async ({ app }) => {
  const { page, workspace } = await app.comeIn();
  await page.goto(`/w/${workspace}/team`);
  await expect(title(page)).toHaveText('Ekip');
  await page.evaluate(() => document.body.focus());
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'İçeriğe geç' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('g');
  await page.keyboard.press('r');
  await expect(page).toHaveURL(/\/reports/);
  await expect(title(page)).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Klavye kısayolları' })).toContainText('Raporlar');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

for (const locale of ['tr', 'en'] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the account's pages can be used by everyone (${locale}, ${colorScheme})`, async ({ app }) => {
      const outside = await app.browser({ locale: locale === 'tr' ? 'tr-TR' : 'en-GB', colorScheme });
      const door = await outside.newPage();
      await door.goto('/');
      await expect(title(door)).toBeVisible();
      await expectAccessible(door);

      const { page, workspace } = await app.comeIn({ locale, browser: { colorScheme } });
      // the rest is made of the same pieces: once is enough
      const rest = locale === 'tr' && colorScheme === 'light' ? ['/new', '/w/bir-yer-yok', '/join/yok'] : [];
      for (const path of [`/w/${workspace}/team`, '/account', ...rest]) {
        await page.goto(path);
        await expect(title(page)).toBeVisible();
        await expectAccessible(page);
      }
    });
  }
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

test('I make a key for another program, see it once, and end it', async ({ app }) => {
  const { page, workspace } = await app.comeIn();
  await page.goto(`/w/${workspace}/team`);
  const section = page.getByRole('region', { name: 'API anahtarları' });
  await section.getByRole('button', { name: 'Anahtar oluştur' }).click();
  await expect(section.getByText(/Anahtara bir ad verin/)).toBeVisible();
  await section.getByLabel('Anahtarın adı').fill('Muhasebe');
  await section.getByRole('button', { name: 'Anahtar oluştur' }).click();
  await expect(section.getByLabel('“Muhasebe” anahtarı', { exact: true })).toHaveValue(/^ortak_key_/);
  await expect(section.getByText('henüz kullanılmadı')).toBeVisible();

  await page.reload();
  await expect(section.getByText('Muhasebe')).toBeVisible();
  await expect(section.getByLabel('“Muhasebe” anahtarı', { exact: true })).toHaveCount(0);
  await section.getByRole('button', { name: '“Muhasebe” anahtarını iptal et' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'İptal et' }).click();
  await expect(section.getByText('Muhasebe')).toHaveCount(0);
  await expect(page.getByText('Ayrılanlar')).toHaveCount(0);
});
