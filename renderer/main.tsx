import './app/global.css';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app/app.tsx';
import { applyFirstTheme } from './app/first-theme.ts';
import { createLocale, readLocale } from './platform/locale.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root element');

// Else zod tries whether it may compile its schemas, which the policy of the page forbids and reports.
config({ jitless: true });

applyFirstTheme();
createRoot(root).render(<App locale={await createLocale(readLocale())} />);
