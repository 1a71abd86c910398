/** Says what happened, what was kept and what to do, when a page could not be shown. Never blank, never only a code. */
import { Button, Code, Group, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

interface ErrorPageProps {
  readonly error: unknown;
  /** tries again without a reload; not offered for a missing part, whose styles the browser would not fetch again */
  readonly onRetry?: () => void;
}

/** Whether a part of the app itself could not be fetched (offline, or replaced by a newer version). */
const isMissingPart = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|module script failed|preload CSS/i.test(error.message);

export function ErrorPage({ error, onRetry }: ErrorPageProps) {
  const { t } = useTranslation();
  const missing = isMissingPart(error);
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return (
    <Stack role="alert" gap="sm" p="xl" maw={560} mx="auto" mt={48}>
      <IconAlertTriangle size={28} color="var(--text-warning)" aria-hidden />
      <Title order={1} size="h2">
        {missing ? t(($) => $.ui.chunk.title) : t(($) => $.ui.error.title)}
      </Title>
      <Text>{missing ? t(($) => $.ui.chunk.kept) : t(($) => $.ui.error.kept)}</Text>
      <Text c="dimmed">{missing ? t(($) => $.ui.chunk.todo) : t(($) => $.ui.error.todo)}</Text>
      <Group gap="sm">
        <Button onClick={() => location.reload()}>{t(($) => $.ui.error.reload)}</Button>
        {onRetry && !missing && (
          <Button variant="default" onClick={onRetry}>
            {t(($) => $.ui.error.retry)}
          </Button>
        )}
      </Group>
      <details>
        <summary>{t(($) => $.ui.error.details)}</summary>
        <Code block mt="xs">
          {detail}
        </Code>
      </details>
    </Stack>
  );
}
