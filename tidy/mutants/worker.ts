import { Script } from 'node:vm';
import type { CollectedFile } from './collect-tests.ts';
import type { Answer, Ask, AskTest, MutantId, Order, Ready } from './messages.ts';
import { beginTest } from './seeds.ts';
import { rounds, takePassed } from './switches.ts';

/**
 * A process that holds the tests and every mutant, and runs one against the other as it is asked. It ends with who asks.
 */
const order = JSON.parse(process.argv[2] ?? '') as Order;
process.on('disconnect', () => process.exit(0));

const { importsOf, loadMutated } = await import('./load-mutated.ts');
loadMutated(order.noting);
const { collectTests } = await import('./collect-tests.ts');

activate(order.active);
const files: CollectedFile[] = [];
for (const file of order.tests) files.push(await collectTests(file));
const tests = files.flatMap((file) => file.tests);

const call = new Script('faultlineTest()');
let run: () => unknown = () => undefined;
Object.assign(globalThis, { faultlineTest: () => run() });

process.on('message', (ask: Ask) => {
  if (ask === 'end') {
    void Promise.all(files.map(({ end }) => end())).finally(() => process.exit(0));
    return;
  }
  void answer(ask).then((given) => process.send?.(given));
});
const ready: Ready = {
  tests: tests.map(({ file, name }) => ({ file, name })),
  imports: Object.fromEntries([...importsOf].map(([from, to]) => [from, [...to]])),
  passed: takePassed(),
};
process.send?.(ready);

function activate(mutant: MutantId | undefined, n = mutant?.n ?? -1): void {
  if (mutant !== undefined) globalThis.faultlineSwitch(mutant.file).active = n;
}

/** What is synchronous and takes too long is stopped here; all else is stopped with this process, by who asked. */
async function answer({ mutant, test, limitMs, mostRuns, mostRounds = Infinity }: AskTest): Promise<Answer> {
  const before = process.cpuUsage();
  const began = performance.now();
  activate(mutant);
  Object.assign(rounds, { gone: 0, most: mostRounds });
  let failure: string | undefined;
  let late = false;
  try {
    beginTest(mostRuns);
    run = () => tests[test]?.run();
    await call.runInThisContext({ timeout: limitMs });
  } catch (error) {
    late = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
    failure = String(error instanceof Error ? error.message : error).slice(0, 300);
  }
  const { gone } = rounds;
  late ||= gone > mostRounds;
  rounds.most = Infinity;
  activate(mutant, -1);
  const { user, system } = process.cpuUsage(before);
  return {
    failure,
    late,
    ms: performance.now() - began,
    cpuMs: (user + system) / 1000,
    rounds: gone,
    passed: takePassed(),
  };
}
