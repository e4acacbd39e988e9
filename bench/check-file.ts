import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHistory } from '../verify/history/write-history.ts';
import { ObjectRun } from '../verify/linearizability/testing/object-run.ts';
import { objectKinds } from '../verify/linearizability/testing/objects.ts';
import { drawOf } from '../verify/testing/mutants/draw.ts';
import { usageOf } from './process-usage.ts';

// A history from disk to verdict, the whole process of `./lab check`: linearizable ones of ten clients, on a register, a queue
// and a set. Beside a process that only hands each line to JSON.parse, and keeps nothing.
// `node --max-old-space-size=4000 bench/check-file.ts [operations]`

const operations = Number(process.argv[2] ?? 1_000_000);
const lab = new URL('../lab', import.meta.url).pathname;
const parser = new URL('check-file/parse-lines.ts', import.meta.url).pathname;
const folder = await mkdtemp(join(tmpdir(), 'faultline-bench-'));
const rows: Record<string, Record<string, number | string>> = {};
try {
  for (const name of ['register', 'queue', 'set']) {
    const kind = objectKinds.find(({ model }) => model.name === name) as (typeof objectKinds)[number];
    const run = new ObjectRun(kind, drawOf(1), { operations, clients: 10, keys: 1, unknownPercent: 0, failPercent: 0 });
    run.run(operations);
    run.settle();
    const file = join(folder, `${name}.jsonl`);
    await writeHistory(file, { faultline: 'history', version: 1, origin: 0 }, run.events);
    const words = ['check', 'linearizability', '--model', name, '--timeout', '10m', file];
    const ours = await usageOf(lab, words);
    const theirs = await usageOf(process.execPath, [parser, file]);
    rows[name] = {
      verdict: ours.output.split(' ')[0] ?? '',
      'wall, s': ours.wallSeconds,
      'processor, s': Number(ours.processorSeconds.toFixed(2)),
      'memory, MiB': Math.round(ours.mebibytes),
      'JSON.parse, processor, s': Number(theirs.processorSeconds.toFixed(2)),
      ratio: Number((ours.processorSeconds / theirs.processorSeconds).toFixed(2)),
    };
    await rm(file);
  }
} finally {
  await rm(folder, { recursive: true });
}
console.log(`${operations} operations, ${2 * operations} lines; Node ${process.version}`);
console.table(rows);
