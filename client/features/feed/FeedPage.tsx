/** The feed of the workspace, live, by day. While one reads further down nothing moves: a button says how much is new. */
import { Button, Select } from '@mantine/core';
import { IconActivity, IconArrowUp } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useWorkspaceMembers } from '../../data/session.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useMembers } from '../../records/useMembers.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { InTurn } from '../../ui/inTurn.ts';
import { Page } from '../../ui/Page.tsx';
import { PageHeader } from '../../ui/PageHeader.tsx';
import { FeedList } from './FeedList.tsx';
import classes from './FeedPage.module.css';
import type { FeedAddress } from './feedAddress.ts';
import { FEED_GROUPS, type FeedGroup, isFeedGroup } from './feedGroups.ts';
import { useFeedLines } from './useFeedLines.ts';

const route = getRouteApi('/w/$workspace/feed');

export function FeedPage() {
  const { t } = useTranslation();
  const { id: workspace } = useWorkspace();
  const { by, group } = route.useSearch();
  const navigate = route.useNavigate();
  const members = useWorkspaceMembers(workspace);
  const { me, nameOf } = useMembers();
  const feed = useFeedLines({ by, group });

  const change = (next: { readonly [K in keyof FeedAddress]?: FeedAddress[K] | undefined }) =>
    void navigate({ search: (before) => cleaned({ ...before, ...next }), replace: true });
  const people = members
    .toSorted(
      (a, b) => Number(b.id === me) - Number(a.id === me) || Number(a.removed ?? false) - Number(b.removed ?? false),
    )
    .map(({ id }) => ({ value: id, label: nameOf(id) }));
  const groups = (Object.keys(FEED_GROUPS) as FeedGroup[]).map((value) => ({
    value,
    label: t(($) => $.feed.groups[value]),
  }));
  const filtered = by !== undefined || group !== undefined;

  return (
    <Page fill header={<PageHeader title={t(($) => $.feed.title)} />}>
      <div className={classes.filter}>
        <Select
          className={classes.choice}
          aria-label={t(($) => $.feed.person)}
          placeholder={t(($) => $.feed.everyone)}
          data={people}
          value={by ?? null}
          clearable
          clearButtonProps={{ 'aria-label': t(($) => $.feed.clear) }}
          onChange={(next) => change({ by: next ?? undefined })}
        />
        <Select
          className={classes.choice}
          aria-label={t(($) => $.feed.kind)}
          placeholder={t(($) => $.feed.everything)}
          data={groups}
          value={group ?? null}
          clearable
          clearButtonProps={{ 'aria-label': t(($) => $.feed.clear) }}
          onChange={(next) => change({ group: isFeedGroup(next) ? next : undefined })}
        />
      </div>
      {!feed.isRead ? null : feed.lines.length === 0 ? (
        <EmptyState
          icon={IconActivity}
          title={filtered ? t(($) => $.feed.noneTitle) : t(($) => $.feed.emptyTitle)}
          text={filtered ? t(($) => $.feed.none) : t(($) => $.feed.empty)}
        >
          {filtered && (
            <Button variant="default" onClick={() => change({ by: undefined, group: undefined })}>
              {t(($) => $.feed.clear)}
            </Button>
          )}
        </EmptyState>
      ) : (
        <div className={classes.list}>
          {feed.fresh > 0 && (
            <Button
              className={classes.fresh ?? ''}
              radius="xl"
              leftSection={<IconArrowUp size={14} />}
              onClick={feed.catchUp}
              aria-live="polite"
            >
              {t(($) => $.feed.fresh, { count: feed.fresh })}
            </Button>
          )}
          <InTurn>
            <FeedList
              key={`${by} ${group} ${feed.round}`}
              lines={feed.lines}
              onAtTop={feed.setAtTop}
              onEnd={feed.readOn}
            />
          </InTurn>
        </div>
      )}
    </Page>
  );
}

function cleaned({ by, group }: { [K in keyof FeedAddress]: FeedAddress[K] | undefined }): FeedAddress {
  return { ...(by && { by }), ...(group && { group }) };
}
