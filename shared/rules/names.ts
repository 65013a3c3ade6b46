/** Other names of a record without repeats and without its own name; case does not tell names apart. */
export function cleanOtherNames(own: string, names: readonly string[]): string[] {
  const seen = new Set([own.toLocaleLowerCase()]);
  return names.filter((name) => {
    const key = name.toLocaleLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
