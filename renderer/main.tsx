import './app/global.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { connectHost } from './platform/host.ts';
import { createLocale, readLocale } from './platform/locale.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no root element');

const [host, locale] = await Promise.all([connectHost(), createLocale(readLocale())]);
createRoot(root).render(<App host={host} locale={locale} />);
