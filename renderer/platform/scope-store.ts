/** What one component on screen has put into a store. */
interface Scope<Entry> {
  /** Replaced with each drawing, so that its functions are never old ones. */
  newest: Entry;
  /** Lies under all others: the shell's. */
  underneath: boolean;
}

/**
 * What the components on screen offer, in the order in which they came; the shell's first. Listeners hear only of a
 * change that can be seen, told by `describe`.
 */
export class ScopeStore<Entry> {
  readonly #scopes = new Map<string, Scope<Entry>>();
  readonly #listeners = new Set<() => void>();
  readonly #describe: (entry: Entry) => string;
  #ordered: readonly Scope<Entry>[] = [];

  constructor(describe: (entry: Entry) => string) {
    this.#describe = describe;
  }

  put(name: string, newest: Entry, underneath: boolean): void {
    const before = this.#scopes.get(name);
    const isSeen = !before || this.#describe(before.newest) !== this.#describe(newest);
    if (before && !isSeen) {
      before.newest = newest;
      return;
    }
    this.#scopes.set(name, { newest, underneath });
    this.#tell();
  }

  take(name: string): void {
    if (this.#scopes.delete(name)) this.#tell();
  }

  /** The same list until something changes that can be seen. */
  readonly list = (): readonly Scope<Entry>[] => this.#ordered;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tell(): void {
    const scopes = [...this.#scopes.values()];
    this.#ordered = [...scopes.filter((one) => one.underneath), ...scopes.filter((one) => !one.underneath)];
    for (const listener of this.#listeners) listener();
  }
}
