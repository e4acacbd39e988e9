import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { porcupineHistories } from './porcupine/histories.ts';
import { buildPorcupine } from './porcupine/porcupine.ts';
import { usageOf } from './process-usage.ts';

// The histories that Porcupine's module carries, by two processes that each read them from a file, judge all of them so many
// times, and end: all that a process takes counts, its start, its compilation and its collector's threads too.
// `node bench/linearizability-processes.ts [rounds]`

const rounds = process.argv[2] ?? '100';
const here = new URL('porcupine/judge-here.ts', import.meta.url).pathname;

await using porcupine = await buildPorcupine();
if (porcupine === undefined) {
  console.log('There is no Go on this machine: nothing to measure beside.');
} else {
  const histories = porcupineHistories(porcupine.module);
  const file = join(porcupine.folder, 'here.json');
  await writeFile(file, JSON.stringify(histories));
  const theirs = await usageOf(join(porcupine.folder, 'judge'), [await porcupine.write(histories), 'rounds', rounds], {
    ...process.env,
    GOMAXPROCS: '1',
  });
  // As ./lab starts Node: its compiled code is kept.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(porcupine.folder, 'compile-cache') };
  await usageOf(process.execPath, [here, file, '1'], env);
  const ours = await usageOf(process.execPath, [here, file, rounds], env);
  const verdicts = histories.map(({ valid }) => valid);
  const wrong = ({ output }: { readonly output: string }) =>
    (JSON.parse(output) as boolean[]).filter((valid, n) => valid !== verdicts[n]).length;
  console.log(`${histories.length} histories, ${rounds} times; Node ${process.version}`);
  console.table({
    here: {
      'processor, s': ours.processorSeconds.toFixed(2),
      'memory, MiB': Math.round(ours.mebibytes),
      wrong: wrong(ours),
    },
    Porcupine: {
      'processor, s': theirs.processorSeconds.toFixed(2),
      'memory, MiB': Math.round(theirs.mebibytes),
      wrong: wrong(theirs),
    },
  });
  console.log(`ratio 1/${(theirs.processorSeconds / ours.processorSeconds).toFixed(1)}`);
}
