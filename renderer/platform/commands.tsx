import { createContext, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';

/** Something that the palette can run on what is on screen. */
export interface Command {
  id: string;
  /** Already translated. */
  label: string;
  /** The key that does the same, as drawn. */
  key?: string;
  run: () => void;
}

interface CommandRegistry {
  commands: readonly Command[];
  register(scope: symbol, commands: readonly Command[]): () => void;
}

const CommandContext = createContext<CommandRegistry | null>(null);

/** Holds the commands of what is on screen for the palette. */
export function CommandProvider({ children }: { children: ReactNode }) {
  const [scopes, setScopes] = useState<ReadonlyMap<symbol, readonly Command[]>>(new Map());
  const registry = useMemo<CommandRegistry>(
    () => ({
      commands: [...scopes.values()].reverse().flat(),
      register(scope, commands) {
        setScopes((before) => new Map(before).set(scope, commands));
        return () =>
          setScopes((before) => {
            const after = new Map(before);
            after.delete(scope);
            return after;
          });
      },
    }),
    [scopes],
  );
  return <CommandContext value={registry}>{children}</CommandContext>;
}

function useRegistry(): CommandRegistry {
  const registry = useContext(CommandContext);
  if (!registry) throw new Error('Commands are used outside a CommandProvider');
  return registry;
}

/** Offers commands in the palette while this component is on screen. */
export function useCommands(commands: readonly Command[]): void {
  const { register } = useRegistry();
  const newest = useRef(commands);
  newest.current = commands;
  const stableRegister = useRef(register);
  stableRegister.current = register;
  const scope = useMemo(() => Symbol('commands'), []);
  const shape = commands.map((one) => `${one.id}\u0000${one.label}`).join('\u0001');
  useEffect(
    () =>
      stableRegister.current(
        scope,
        newest.current.map((one, index) => ({ ...one, run: () => newest.current[index]?.run() })),
      ),
    [scope, shape],
  );
}

/** The commands offered now, innermost first. */
export function useOfferedCommands(): readonly Command[] {
  return useRegistry().commands;
}
