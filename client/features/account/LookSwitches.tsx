/** Language and theme where there is no account menu yet. */
import { Group, SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { chooseLanguageEverywhere } from '../../app/languageChoice.ts';
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from '../../i18n/language.ts';
import classes from './LookSwitches.module.css';

const THEMES = [
  { key: 'auto', icon: IconDeviceDesktop },
  { key: 'light', icon: IconSun },
  { key: 'dark', icon: IconMoon },
] as const;

export function LookSwitches() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Group gap="sm" justify="center">
      <SegmentedControl
        aria-label={t(($) => $.app.account.language)}
        value={language}
        onChange={(next) => void chooseLanguageEverywhere(next)}
        data={LANGUAGES.map((each) => ({ value: each, label: LANGUAGE_NAMES[each] }))}
      />
      <SegmentedControl
        aria-label={t(($) => $.app.account.theme)}
        value={colorScheme}
        onChange={setColorScheme}
        data={THEMES.map(({ key, icon: Icon }) => ({
          value: key,
          label: (
            <span className={classes.icon} title={t(($) => $.app.account.themes[key])}>
              <Icon size={15} aria-hidden />
              <span className={classes.hidden}>{t(($) => $.app.account.themes[key])}</span>
            </span>
          ),
        }))}
      />
    </Group>
  );
}
