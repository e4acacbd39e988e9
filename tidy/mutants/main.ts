import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../repository.ts';
import { Equivalents } from './equivalents.ts';
import { Hunter } from './hunt.ts';
import { judgeFiles, judgeTests, mutantsFolder } from './judge.ts';
import { type FileMutant, mutantsOf } from './mutants.ts';
import { noted } from './notes.ts';
import { isAlive, killedPercent, type Outcome, outcomeOf, rateTable, survivorLine } from './report.ts';
import { Results } from './results.ts';

const usage = `Plants small mistakes in the judge, one at a time, and sees whether its tests notice.

  npm run -s mutants -- [paths] [options]     paths below the root; all of verify/ without

  --tests <path>   only tests whose paths begin so; may be repeated (default: all of verify/)
  --sample <n>     only so many, drawn by the seed
  --seed <text>    decides which are drawn (default: the commit)
  --least <p>      exit code 1 if fewer than so many percent are killed (default: 95), or if one is
                   killed that is listed as one that nobody can kill
  --workers <n>    processes at a time (default: 1)
  --fresh          forget what earlier runs found

What was found is kept in .lab/mutants: a run that was interrupted goes on where it was.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tests: { type: 'string', multiple: true, default: [] },
    sample: { type: 'string' },
    seed: { type: 'string', default: commit() },
    least: { type: 'string', default: '95' },
    workers: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** The sample is another one with every commit, and the same for the same. */
function commit(): string {
  return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
}

const say = (line: string) => process.stdout.write(`${line}\n`);
if (values.help) say(usage);
else process.exitCode = await main();

async function main(): Promise<number> {
  const chosen = judgeFiles().filter(
    (file) => positionals.length === 0 || positionals.some((path) => file.startsWith(path)),
  );
  if (chosen.length === 0) {
    process.stderr.write(`No file of the judge begins with ${positionals.join(' or ')}.\n`);
    return 3;
  }
  if (values.fresh) await rm(mutantsFolder, { recursive: true, force: true });
  await mkdir(mutantsFolder, { recursive: true });
  const temporary = await mkdtemp(join(mutantsFolder, 'tests-'));
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort());
  try {
    const outcomes = await hunted(sampled(mutantsOf(chosen)), temporary, controller.signal);
    return told(outcomes);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Those with the smallest digests: the same for a seed, and hardly others when one is added. */
function sampled(mutants: FileMutant[]): FileMutant[] {
  if (values.sample === undefined) return mutants;
  say(`${values.sample} of ${mutants.length} mutants, --seed ${values.seed}`);
  const rank = ({ file, n }: FileMutant) => createHash('sha256').update(`${values.seed} ${file} ${n}`).digest('hex');
  const ranks = new Map(mutants.map((mutant) => [mutant, rank(mutant)]));
  const last = [...ranks.values()].sort()[Number(values.sample)] ?? 'g';
  return mutants.filter((mutant) => (ranks.get(mutant) ?? '') < last);
}

async function hunted(mutants: readonly FileMutant[], temporary: string, signal: AbortSignal): Promise<Outcome[]> {
  const notes = await noted(judgeTests(values.tests), temporary, say);
  const equivalents = Equivalents.read();
  const results = await Results.open(notes.digest);
  const outcomes: Outcome[] = [];
  // What is passed while files are loaded needs a process each, and comes last.
  const isLoading = ({ file, n }: FileMutant) => notes.loading[file]?.includes(n) === true;
  const [warm, cold] = [mutants.filter((mutant) => !isLoading(mutant)), mutants.filter(isLoading)];
  const queue = [warm, cold].flatMap((some) => [...Map.groupBy(some, ({ file }) => file)]);
  const began = performance.now();
  let hunts = 0;
  const work = async () => {
    const hunter = new Hunter(notes, temporary);
    for (let next = queue.shift(); next !== undefined && !signal.aborted; next = queue.shift()) {
      const [file, own] = next;
      const found: Outcome[] = [];
      for (const mutant of own) {
        if (signal.aborted) break;
        const known = results.of(mutant);
        const result = known ?? (await hunter.hunt(mutant));
        if (known === undefined) {
          hunts += 1;
          await results.add({ file: mutant.file, n: mutant.n }, result);
        }
        found.push(outcomeOf(mutant, result.fate, equivalents.has(mutant)));
      }
      outcomes.push(...found);
      const each = hunts === 0 ? '' : `, ${((performance.now() - began) / 1000 / hunts).toFixed(2)} s a mutant`;
      say(`${outcomes.length} of ${mutants.length}${each}: ${file}`);
      for (const one of found.filter(isAlive)) say(`  survives: ${survivorLine(one)}`);
    }
    await hunter.check();
    await hunter.end();
  };
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
  if (signal.aborted) say('\nInterrupted; the next run goes on from here.');
  return outcomes;
}

function told(outcomes: readonly Outcome[]): number {
  const alive = outcomes.filter(isAlive);
  say(`\n${rateTable(outcomes).join('\n')}\n`);
  for (const one of alive) say(survivorLine(one));
  const stale = outcomes.filter(({ fate }) => fate === 'stale');
  for (const one of stale) say(`listed as one that no test can tell, and a test does: ${survivorLine(one)}`);
  const percent = killedPercent(outcomes);
  say(`\n${percent.toFixed(1)} % of ${outcomes.length} mutants are killed; at least ${values.least} % must be.`);
  return percent < Number(values.least) || stale.length > 0 ? 1 : 0;
}
