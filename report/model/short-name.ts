import type { Run } from './run.ts';

/**
 * Shortens a physical name by what all names of the system begin with: of `shop`, `shop-payments` is `payments`. Without a
 * manifest nobody knows what that is, and names stay whole.
 */
export function shortNamesIn({ manifest }: Pick<Run, 'manifest'>): (name: string) => string {
  const prefix = `${manifest?.system.name}-`;
  return (name) => (manifest !== undefined && name.startsWith(prefix) ? name.slice(prefix.length) : name);
}
