/** Starts the app: words, session and what the address needs all at once; nothing is shown before there are words. */
import './app/mantine.css';
import '@mantine/notifications/styles.layer.css';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { colorEmptyPage } from './app/colorScheme.ts';
import { fetchWorkspaceContent } from './app/fetchWorkspaceContent.ts';
import { fetchWorkspaceParts } from './app/routes.tsx';
import { readyLetters } from './app/readyLetters.ts';
import { startSession } from './data/session.ts';
import { startLanguage } from './i18n/language.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

colorEmptyPage();
// Asked for together, so that none waits for another.
const words = startLanguage();
// not awaited: until it is known who is signed in the app shows that it opens
void startSession((me) => fetchWorkspaceContent(me, location.pathname));
fetchWorkspaceParts(location.pathname);
readyLetters();
await words;
createRoot(container).render(<App />);
