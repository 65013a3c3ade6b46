import { useColorScheme } from '@mui/material/styles';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from 'react';
import type { PersonalSettings } from '../../shared/contract/settings.ts';
import { api } from './api.ts';

const USUAL: PersonalSettings = { theme: 'system', density: 'standard', letterKeys: true };

interface Preferences extends PersonalSettings {
  change: (changes: Partial<PersonalSettings>) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);

/**
 * How this person likes the page, from the workspace; while nobody is chosen, the usual. The theme is kept in this
 * browser too, so that the page begins in it.
 */
export function PreferencesProvider({ person, children }: { person: string | null; children: ReactNode }) {
  const queries = useQueryClient();
  const { data } = useQuery({ ...api.settings.personal.queryOptions(), enabled: person !== null });
  const { mutate } = useMutation(api.settings.savePersonal.mutationOptions());
  const { mode, setMode } = useColorScheme();
  const kept = data?.theme;

  useEffect(() => {
    if (kept) setMode(kept);
  }, [kept, setMode]);

  const change = useCallback(
    (changes: Partial<PersonalSettings>) => {
      if (changes.theme) setMode(changes.theme);
      if (person === null) return;
      queries.setQueryData(api.settings.personal.queryKey(), (before) => ({ ...(before ?? USUAL), ...changes }));
      mutate(changes);
    },
    [person, queries, mutate, setMode],
  );
  const preferences = useMemo(
    () => ({ ...USUAL, ...data, theme: kept ?? mode ?? USUAL.theme, change }),
    [data, kept, mode, change],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

/** Theme, density and letter keys of whoever works here, and how to change them. */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (!preferences) throw new Error('Preferences are used outside a PreferencesProvider');
  return preferences;
}
