/** Account, language, theme, shortcuts, signing out. */
import { Menu, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconKeyboard,
  IconLanguage,
  IconLogout,
  IconMoon,
  IconSun,
  IconUserCircle,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from '../i18n/language.ts';
import type { FloatProps } from '../ui/lateFloat.tsx';
import { LateMenu } from '../ui/LateMenu.tsx';
import { openKeyboardHelp } from './KeyboardHelp.tsx';
import { chooseLanguageEverywhere } from './languageChoice.ts';
import { leaveAccount } from './leaveAccount.tsx';
import { MenuItemLink } from './MenuItemLink.tsx';

const THEMES = [
  { key: 'auto', icon: IconDeviceDesktop },
  { key: 'light', icon: IconSun },
  { key: 'dark', icon: IconMoon },
] as const;

export function AccountMenuItems({ target }: FloatProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const tick = <IconCheck size={14} aria-hidden />;

  return (
    <LateMenu target={target} position="top-start" width={228}>
      <MenuItemLink to="/account" leftSection={<IconUserCircle size={16} />}>
        {t(($) => $.app.account.settings)}
      </MenuItemLink>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconLanguage size={16} />}>{t(($) => $.app.account.language)}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {LANGUAGES.map((each) => (
            <Menu.RadioItem
              key={each}
              value={each}
              checked={each === language}
              checkIcon={tick}
              lang={each}
              onClick={() => void chooseLanguageEverywhere(each)}
            >
              {LANGUAGE_NAMES[each]}
            </Menu.RadioItem>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Sub>
        <Menu.Sub.Target>
          <Menu.Sub.Item leftSection={<IconMoon size={16} />}>{t(($) => $.app.account.theme)}</Menu.Sub.Item>
        </Menu.Sub.Target>
        <Menu.Sub.Dropdown>
          {THEMES.map(({ key, icon: Icon }) => (
            <Menu.RadioItem
              key={key}
              value={key}
              checked={key === colorScheme}
              checkIcon={tick}
              rightSection={<Icon size={16} aria-hidden />}
              onClick={() => setColorScheme(key)}
            >
              {t(($) => $.app.account.themes[key])}
            </Menu.RadioItem>
          ))}
        </Menu.Sub.Dropdown>
      </Menu.Sub>
      <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={openKeyboardHelp}>
        {t(($) => $.app.account.shortcuts)}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void leaveAccount()}>
        {t(($) => $.app.account.signOut)}
      </Menu.Item>
    </LateMenu>
  );
}
