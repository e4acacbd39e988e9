import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseExperiment } from '../../experiment/file/experiment-file.ts';
import { exercises } from './exercised.ts';

/** The README of the experiments with its tables written anew. @throws Error where it has no place for one */
export function withTables(readme: string): string {
  return inPlace(inPlace(readme, 'experiments', experimentRows()), 'exercised', exercisedRows());
}

function inPlace(readme: string, name: string, rows: readonly string[]): string {
  const [begin, end] = [`<!-- ${name} -->\n`, `\n<!-- /${name} -->`];
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The README has no lines <!-- ${name} --> and <!-- /${name} -->.`);
  return readme.slice(0, from + begin.length) + rows.join('\n') + readme.slice(to);
}

function experimentRows(): string[] {
  const rows = globSync('*.yaml', { cwd: import.meta.dirname })
    .sort()
    .map((file) => {
      const { title } = parseExperiment(readFileSync(join(import.meta.dirname, file), 'utf8'), file);
      return `| [\`${basename(file, '.yaml')}\`](${file}) | ${title} |`;
    });
  return ['| name | claim |', '| --- | --- |', ...rows];
}

function exercisedRows(): string[] {
  const rows = exercises().map(({ fault, experiments, tests }) => {
    const links = tests.map((path) => `[${basename(path, '.test.ts')}](../../${path})`);
    return `| \`${fault}\` | ${experiments.join(', ')} | ${links.join(', ')} |`;
  });
  return ['| fault | experiments | integration tests |', '| --- | --- | --- |', ...rows];
}
