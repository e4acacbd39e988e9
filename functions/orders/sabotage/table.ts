import { globSync } from 'node:fs';
import { sep } from 'node:path';
import { sabotages } from './sabotages.ts';

/** Every twin, as `<sabotage>/<path of the module in the folder of the system>`, or under functions/ where it is shared. */
const twins = globSync('*/**/*.ts', { cwd: import.meta.dirname }).sort();

/** The path of the module that a twin takes the place of. */
function original(twin: string): string {
  return twin.slice(twin.indexOf(sep) + 1);
}

const begin = '<!-- sabotages -->\n';
const end = '\n<!-- /sabotages -->';

/** The README of the sabotages with the table of the list in its place. @throws Error where it has no place for one */
export function withTable(readme: string): string {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error('The README has no lines <!-- sabotages --> and <!-- /sabotages -->.');
  return readme.slice(0, from + begin.length) + table() + readme.slice(to);
}

function table(): string {
  const rows = sabotages.map(({ name, breaks, experiment, by, caughtBy }) => {
    const replaced = twins.filter((twin) => twin.startsWith(name + sep)).map((twin) => `\`${original(twin)}\``);
    const revealed = `[${experiment}](../experiments/${experiment}.yaml): ${by}`;
    return `| \`${name}\` | ${replaced.join(', ')} | ${breaks} | ${revealed} | ${caughtBy.join(', ')} |`;
  });
  const head = ['| name | replaces | what breaks | revealed by | caught by |', '| --- | --- | --- | --- | --- |'];
  return [...head, ...rows].join('\n');
}
