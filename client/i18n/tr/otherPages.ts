/** The Turkish words of all other pages and parts, which wait for them (`withAllWords`). */
import account from './account.ts';
import away from './away.ts';
import bin from './bin.ts';
import feed from './feed.ts';
import history from './history.ts';
import importing from './import.ts';
import notes from './notes.ts';
import pipeline from './pipeline.ts';
import reports from './reports.ts';
import saving from './saving.ts';
import settings from './settings.ts';
import tasks from './tasks.ts';
import team from './team.ts';

export default {
  account,
  away,
  bin,
  feed,
  history,
  import: importing,
  notes,
  pipeline,
  reports,
  saving,
  settings,
  tasks,
  team,
} as const;
