/** `T` without the possibility that a key is there and `undefined`, as partial inputs allow. */
type Defined<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Leaves out the keys whose value is `undefined`, so that spreading the rest changes only what was given. */
export function pickGiven<T extends object>(changes: T): Defined<T> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as Defined<T>;
}
