/** The English words that the frame and the list of leads need. */
import app from './app.ts';
import commands from './commands.ts';
import leads from './leads.ts';
import records from './records.ts';
import refusals from './refusals.ts';
import search from './search.ts';
import sync from './sync.ts';
import ui from './ui.ts';

export default {
  app,
  commands,
  leads,
  records,
  refusals,
  search,
  sync,
  ui,
};
