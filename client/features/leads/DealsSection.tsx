/** The deals that came of a lead, and the way to a new one. */
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazy, memo, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFound, useSettings } from '../../data/useRecords.ts';
import { useWorkspace } from '../../data/WorkspaceProvider.tsx';
import { useFormat } from '../../i18n/format.ts';
import { useMay } from '../../records/useRights.ts';
import { StatusBadge } from '../../ui/StatusBadge.tsx';
import classes from './LeadCard.module.css';

const NewDealDialog = lazy(async () => ({ default: (await import('../pipeline/NewDealDialog.tsx')).NewDealDialog }));

export const DealsSection = memo(function DealsSection({ lead }: { readonly lead: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const settings = useSettings();
  const { id: workspace } = useWorkspace();
  const mayEdit = useMay('editRecords');
  const deals = useFound('deal', 'lead', lead);
  const [isNew, setNew] = useState(false);
  return (
    <section aria-label={t(($) => $.leads.card.deals)}>
      <div className={classes.sectionHead}>
        <h3 className={classes.storyHead}>
          {t(($) => $.leads.card.deals)}
          {deals.length > 0 && <span className={classes.count}>{format.number(deals.length)}</span>}
        </h3>
        {mayEdit && (
          <Button variant="subtle" color="gray" leftSection={<IconPlus size={14} />} onClick={() => setNew(true)}>
            {t(($) => $.leads.card.newDeal)}
          </Button>
        )}
      </div>
      {deals.length === 0 && <p className={classes.quiet}>{t(($) => $.leads.card.noDeals)}</p>}
      {deals.map((deal) => (
        <Link
          key={deal.id}
          className={classes.dealLine}
          to="/w/$workspace/pipeline/$deal"
          params={{ workspace, deal: deal.id }}
        >
          <span className={classes.dealTitle}>{deal.title}</span>
          {deal.amount && <span className={classes.dealAmount}>{format.money(deal.amount)}</span>}
          {deal.stage && (
            <StatusBadge
              label={settings.label('stage', deal.stage.to, format.locale)}
              color={settings.entry('stage', deal.stage.to)?.color}
            />
          )}
        </Link>
      ))}
      {isNew && (
        <Suspense>
          <NewDealDialog lead={lead} onClose={() => setNew(false)} />
        </Suspense>
      )}
    </section>
  );
});
