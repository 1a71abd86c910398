/** All English words, gathered by feature, in the shape of the Turkish ones. */
import type { Translated } from '../shape.ts';
import type tr from '../tr/index.ts';
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

const en: Translated<typeof tr> = {
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
};
export default en;
