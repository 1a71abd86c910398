/** Starts the app: words and session first, because nothing can be said or shown without them. */
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import './app/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { colorEmptyPage } from './app/colorScheme.ts';
import { startSession } from './data/session.ts';
import { startLanguage } from './i18n/language.ts';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no #root');

colorEmptyPage();
await startLanguage();
// not awaited: until it is known who is signed in the app shows that it opens
void startSession();
createRoot(container).render(<App />);
