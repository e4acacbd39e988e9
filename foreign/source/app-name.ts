import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** What somebody's app is called: as its package, else as its folder. */
export function appName(root: string): string {
  const file = join(root, 'package.json');
  const { name }: { name?: unknown } = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const given = typeof name === 'string' ? name.split('/').at(-1) : undefined;
  return (given ?? basename(root)).toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
}
