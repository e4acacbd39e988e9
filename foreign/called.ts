/**
 * The one name that a config may mean: the name itself, or that of a construct in some stack, with or without `.fifo`.
 * @returns the name, or how many are called so
 */
export function nameCalled(
  called: string,
  names: readonly string[],
): { name: string } | { count: 'no' | 'more than one' } {
  if (names.includes(called)) return { name: called };
  const [only, ...others] = names.filter((name) => name.replace(/\.fifo$/, '').endsWith(`-${called}`));
  if (only === undefined) return { count: 'no' };
  return others.length > 0 ? { count: 'more than one' } : { name: only };
}
