import './app/global.css';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { applyFirstTheme } from './app/first-theme.ts';
import { createLocale, readLocale } from './platform/locale.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root element');

applyFirstTheme();
// Schemas try whether they may be compiled as soon as they are made, which the policy of the page forbids and reports;
// so this comes before all that makes one.
config({ jitless: true });
const { App } = await import('./app/app.tsx');
createRoot(root).render(<App locale={await createLocale(readLocale())} />);
