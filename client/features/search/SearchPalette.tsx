/** Search over leads, deals and notes, and every command, one key away. */
import { Highlight, Kbd, Text, useMantineColorScheme } from '@mantine/core';
import { createSpotlight, Spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconMoon,
  IconNote,
  IconSearch,
  IconSun,
  IconTargetArrow,
  IconUser,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnyRecord } from '#schema/records/index.ts';
import { fold } from '#schema/text.ts';
import { titleOf } from '#schema/title.ts';
import { navigation } from '../../app/navigation.ts';
import { useCommands } from '../../data/useCommand.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import classes from './SearchPalette.module.css';
import { closeSearch, useSearchOpen } from './openSearch.ts';
import { createWorkspaceSearch } from './workspaceSearch.ts';

const [store, palette] = createSpotlight();
const SHOWN = 12;

interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly run: () => void;
}

const TYPE_ICONS = { lead: IconUser, deal: IconTargetArrow, note: IconNote } as const;

export default function SearchPalette() {
  const { t } = useTranslation();
  const isOpen = useSearchOpen();
  const [query, setQuery] = useState('');
  const found = useSearchResults(query);
  const commands = usePaletteCommands();
  const open = useOpenRecord();

  useEffect(() => {
    if (isOpen) palette.open();
    else palette.close();
  }, [isOpen]);

  const wanted = fold(query.trim());
  const shown = commands.filter((command) => fold(command.label).includes(wanted));
  const records = query.trim() === '' ? [] : (found ?? []).slice(0, SHOWN);

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={closeSearch}
      shortcut={null}
      scrollable
      maxHeight="min(70vh, 480px)"
      size="lg"
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      classNames={{ actionsGroup: classes.group }}
      attributes={{ content: { 'aria-label': t(($) => $.search.label) } }}
    >
      <Spotlight.Search
        placeholder={t(($) => $.search.placeholder)}
        aria-label={t(($) => $.search.label)}
        leftSection={<IconSearch size={16} stroke={1.6} />}
      />
      <Spotlight.ActionsList>
        {records.length > 0 && (
          <Spotlight.ActionsGroup label={t(($) => $.search.records)}>
            {records.map((record) => (
              <RecordLine
                key={`${record.type}/${record.id}`}
                record={record}
                query={query}
                onOpen={() => open(record)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shown.length > 0 && (
          <Spotlight.ActionsGroup label={t(($) => $.search.commands)}>
            {shown.map(({ id, label, icon, keys, run }) => (
              <Spotlight.Action
                key={id}
                label={label}
                leftSection={icon}
                rightSection={keys === undefined ? null : <Kbd size="xs">{keys}</Kbd>}
                onClick={run}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {records.length === 0 && shown.length === 0 && found !== undefined && (
          <Spotlight.Empty>
            <Text size="sm">{t(($) => $.search.nothing, { text: query.trim() })}</Text>
            <Text size="xs" c="dimmed">
              {t(($) => $.search.hint)}
            </Text>
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** What the question finds now; undefined while the first answer is awaited. */
function useSearchResults(query: string): readonly AnyRecord[] | undefined {
  const { projection } = useWorkspace();
  const [search, setSearch] = useState<ReturnType<typeof createWorkspaceSearch> | null>(null);
  const [isReady, setReady] = useState(false);
  const [found, setFound] = useState<readonly AnyRecord[]>();
  useEffect(() => {
    const created = createWorkspaceSearch(projection);
    setSearch(created);
    void created.ready.then(() => setReady(true));
    return created.destroy;
  }, [projection]);
  useEffect(() => {
    if (!search) return;
    let dropped = false;
    void search.find(query).then((records) => {
      if (records && !dropped) setFound(records);
    });
    return () => {
      dropped = true;
    };
    // asked again when the index is ready
  }, [search, query, isReady]);
  return found;
}

/** Answers what opens a record: a note opens the record it is on. */
function useOpenRecord(): (record: AnyRecord) => void {
  const { id: workspace } = useWorkspace();
  const navigate = useNavigate();
  return (record) => {
    const target = record.type === 'note' ? record.subject : record;
    if (target?.type === 'lead') {
      void navigate({ to: '/w/$workspace/leads/$lead', params: { workspace, lead: target.id } });
    } else if (target?.type === 'deal') {
      void navigate({ to: '/w/$workspace/pipeline/$deal', params: { workspace, deal: target.id } });
    }
  };
}

function usePaletteCommands(): readonly PaletteCommand[] {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const navigate = useNavigate();
  const commands = useCommands();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return useMemo(() => {
    const pages = navigation.map(({ key, path, icon: Icon, shortcut }) => ({
      id: `go-${key}`,
      label: t(($) => $.app.nav[key]),
      icon: <Icon size={16} stroke={1.6} />,
      keys: shortcut,
      run: () => void navigate({ to: path, params: { workspace } }),
    }));
    return [
      ...pages,
      {
        id: 'undo',
        label: t(($) => $.search.undo),
        icon: <IconArrowBackUp size={16} stroke={1.6} />,
        keys: 'Ctrl Z',
        run: () => void commands.undo(),
      },
      {
        id: 'redo',
        label: t(($) => $.search.redo),
        icon: <IconArrowForwardUp size={16} stroke={1.6} />,
        keys: 'Ctrl ⇧ Z',
        run: () => void commands.redo(),
      },
      colorScheme === 'dark'
        ? {
            id: 'light',
            label: t(($) => $.search.themeLight),
            icon: <IconSun size={16} stroke={1.6} />,
            run: () => setColorScheme('light'),
          }
        : {
            id: 'dark',
            label: t(($) => $.search.themeDark),
            icon: <IconMoon size={16} stroke={1.6} />,
            run: () => setColorScheme('dark'),
          },
    ];
  }, [t, workspace, navigate, commands, colorScheme, setColorScheme]);
}

function RecordLine({ record, query, onOpen }: { record: AnyRecord; query: string; onOpen: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { projection } = useWorkspace();
  const type = record.type === 'deal' || record.type === 'note' ? record.type : 'lead';
  const Icon = TYPE_ICONS[type];
  const detail = (): string => {
    if (record.type === 'lead') {
      return [record.company, record.city, record.phone && format.phone(record.phone)].filter(Boolean).join(' · ');
    }
    const id = record.type === 'deal' ? record.lead : record.type === 'note' ? record.subject?.id : undefined;
    const subject = id === undefined ? undefined : (projection.get('lead', id) ?? projection.get('deal', id));
    return subject ? titleOf(subject) : '';
  };
  return (
    <Spotlight.Action onClick={onOpen}>
      <span className={classes.line}>
        <Icon size={16} stroke={1.6} style={{ flex: 'none' }} />
        <span className={classes.words}>
          <Highlight highlight={query.trim().split(/\s+/)} component="span" size="sm" truncate display="block">
            {titleOf(record) || t(($) => $.search.untitledNote)}
          </Highlight>
          <Text component="span" size="xs" c="dimmed" truncate display="block">
            {detail()}
          </Text>
        </span>
        <Text component="span" size="xs" c="dimmed">
          {t(($) => $.search.types[type])}
        </Text>
      </span>
    </Spotlight.Action>
  );
}
