/** What the board says while a card is moved, for those who do not see it. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardWords } from '../../ui/boardTypes.ts';

export function useBoardWords(): BoardWords {
  const { t } = useTranslation();
  return useMemo(
    () => ({
      instructions: t(($) => $.pipeline.drag.instructions),
      tabs: t(($) => $.pipeline.stages),
      lifted: (title, column, place) =>
        place
          ? t(($) => $.pipeline.drag.lifted, { title, column, ...place })
          : t(($) => $.pipeline.drag.liftedIn, { title, column }),
      over: (_, column, place) =>
        place ? t(($) => $.pipeline.drag.over, { column, ...place }) : t(($) => $.pipeline.drag.overIn, { column }),
      dropped: (title, column) => t(($) => $.pipeline.drag.dropped, { title, column }),
      cancelled: (title) => t(($) => $.pipeline.drag.cancelled, { title }),
    }),
    [t],
  );
}
