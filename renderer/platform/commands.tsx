import type { LucideIcon } from 'lucide-react';
import { createContext, useContext, useEffect, useId, useState, useSyncExternalStore, type ReactNode } from 'react';
import { ScopeStore } from './scope-store.ts';

/** Something that the palette can run on what is on screen. */
export interface Command {
  id: string;
  /** Already translated. */
  label: string;
  /** The key that does the same, as drawn. */
  key?: string | undefined;
  icon?: LucideIcon | undefined;
  run: () => void;
  /** Why it cannot run now; it stays in the list, and says so. */
  refusal?: string | undefined;
}

/** The commands of one thing on screen, under its heading: "Run on Harrow Agent". */
export interface CommandGroup {
  title: string;
  commands: readonly Command[];
}

type CommandStore = ScopeStore<CommandGroup>;

const CommandContext = createContext<CommandStore | null>(null);

/** Holds the commands of what is on screen for the palette. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [store] = useState(
    () =>
      new ScopeStore<CommandGroup>(({ title, commands }) =>
        JSON.stringify([title, commands.map(({ id, label, key, refusal }) => [id, label, key, refusal])]),
      ),
  );
  return <CommandContext value={store}>{children}</CommandContext>;
}

function useStore(): CommandStore {
  const store = useContext(CommandContext);
  if (!store) throw new Error('Commands are used outside a CommandProvider');
  return store;
}

/** Offers commands in the palette, under `title`, while this component is on screen. `underneath` is for the shell. */
export function useCommands(title: string, commands: readonly Command[], underneath = false): void {
  const store = useStore();
  const name = useId();
  useEffect(() => store.put(name, { title, commands }, underneath));
  useEffect(() => () => store.take(name), [store, name]);
}

/** The commands offered now, the newest first. */
export function useOfferedCommands(): readonly CommandGroup[] {
  const store = useStore();
  return useSyncExternalStore(store.listen, store.list)
    .map((scope) => scope.newest)
    .filter((group) => group.commands.length > 0)
    .toReversed();
}
