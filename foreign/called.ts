/**
 * The one name that a config may mean: the name itself, or that of a construct in some stack, with or without `.fifo`.
 * @param ids of constructs, by the names of what they made: one that was given a name is not called after its construct
 * @returns the name, or how many are called so
 */
export function nameCalled(
  called: string,
  names: readonly string[],
  ids: ReadonlyMap<string, string> = new Map(),
): { name: string } | { count: 'no' | 'more than one' } {
  if (names.includes(called)) return { name: called };
  const [only, ...others] = names.filter(
    (name) => name.replace(/\.fifo$/, '').endsWith(`-${called}`) || ids.get(name) === called,
  );
  if (only === undefined) return { count: 'no' };
  return others.length > 0 ? { count: 'more than one' } : { name: only };
}
