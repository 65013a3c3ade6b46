import createCache from '@emotion/cache';
import { CacheProvider } from '@emotion/react';
import { ThemeProvider } from '@mui/material/styles';
import { QueryClientProvider } from '@tanstack/react-query';
import type { i18n } from 'i18next';
import { useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { RouterProvider } from 'react-router';
import { createQueryClient } from '../platform/api.ts';
import { CommandProvider } from '../platform/commands.tsx';
import { PageProvider } from '../platform/page.tsx';
import { SavingProvider } from '../platform/saving.tsx';
import { readStyleNonce } from '../platform/style-nonce.ts';
import { ToastProvider } from '../platform/toasts.tsx';
import { THEME_KEY } from './first-theme.ts';
import { createRouter } from './router.tsx';
import { theme } from './theme.ts';

/** The page, with everything that its parts draw on. */
export function App({ locale }: { locale: i18n }) {
  // MUI's own styles are inserted by script, which the policy allows only with the nonce of this page load.
  const [cache] = useState(() => createCache({ key: 'assay', nonce: readStyleNonce(), prepend: true }));
  const [queries] = useState(createQueryClient);
  const [router] = useState(createRouter);
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system" modeStorageKey={THEME_KEY}>
        <I18nextProvider i18n={locale}>
          <QueryClientProvider client={queries}>
            <SavingProvider>
              <CommandProvider>
                <PageProvider>
                  <ToastProvider>
                    {/* What an address asks for is shown at once: a choice that follows quickly must see the one before. */}
                    <RouterProvider router={router} useTransitions={false} />
                  </ToastProvider>
                </PageProvider>
              </CommandProvider>
            </SavingProvider>
          </QueryClientProvider>
        </I18nextProvider>
      </ThemeProvider>
    </CacheProvider>
  );
}
