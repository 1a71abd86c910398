/** All Turkish words, gathered by feature. The keys and the variables in braces are typed from here. */
import account from './account.ts';
import app from './app.ts';
import bin from './bin.ts';
import commands from './commands.ts';
import feed from './feed.ts';
import importing from './import.ts';
import leads from './leads.ts';
import notes from './notes.ts';
import pipeline from './pipeline.ts';
import records from './records.ts';
import refusals from './refusals.ts';
import reports from './reports.ts';
import search from './search.ts';
import settings from './settings.ts';
import sync from './sync.ts';
import tasks from './tasks.ts';
import team from './team.ts';
import ui from './ui.ts';

export default {
  account,
  app,
  bin,
  commands,
  feed,
  import: importing,
  leads,
  notes,
  pipeline,
  records,
  refusals,
  reports,
  search,
  settings,
  sync,
  tasks,
  team,
  ui,
} as const;
