/** What is missing without a secure connection, and how to get it. */
import { List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

export function MissingWithoutHttps() {
  const { t } = useTranslation();
  return (
    <>
      <Text fw={600}>{t(($) => $.app.insecure.missingTitle)}</Text>
      <List size="sm" mt={4} mb="sm">
        <List.Item>{t(($) => $.app.insecure.missingOffline)}</List.Item>
        <List.Item>{t(($) => $.app.insecure.missingInstall)}</List.Item>
        <List.Item>{t(($) => $.app.insecure.missingNotices)}</List.Item>
        <List.Item>{t(($) => $.app.insecure.missingClipboard)}</List.Item>
      </List>
      <Text fw={600}>{t(($) => $.app.insecure.getTitle)}</Text>
      <Text>{t(($) => $.app.insecure.getText)}</Text>
    </>
  );
}
