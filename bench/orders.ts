import { resolve } from 'node:path';
import { type Build, deployBuild } from './orders/build.ts';
import { placeOrders } from './orders/customers.ts';
import { processorSecondsOf } from './orders/processor-time.ts';

// Orders a second through the whole order system, and the processor time of each by process, beside another build of the lab: both on a LocalStack
// of their own on this machine, in rounds in turns, so that both meet the same load of it.
// `node bench/orders.ts <folder of the other build's checkout> [orders a round] [customers at once] [rounds]`
// Exits 1 if an order ends as it should not, if stock was not moved exactly once, or below four times the other build's orders a second.

const [other, orders = 60, customers = 12, rounds = 3] = process.argv.slice(2);
const wantedRatio = 4;
if (other === undefined) throw new Error('Give the folder of the checkout to measure against.');
const ports = [4671, 4672];

interface Round {
  readonly perSecond: number;
  readonly milliseconds: Readonly<Record<string, number>>;
}

async function measure(build: Build, round: number, count: number): Promise<Round> {
  const before = await processorSecondsOf(build.folder);
  const seconds = await placeOrders(build, `${build.name}-${round}`, count, Number(customers));
  const after = await processorSecondsOf(build.folder);
  const spent = Object.keys(after).map((name) => [name, ((after[name] ?? 0) - (before[name] ?? 0)) / count] as const);
  return {
    perSecond: count / seconds,
    milliseconds: Object.fromEntries(spent.map(([name, each]) => [name, each * 1000])),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function tell(name: string, measured: readonly Round[]): void {
  const groups = Object.keys(measured[0]?.milliseconds ?? {});
  const cost = groups.map(
    (group) => `${group} ${median(measured.map((round) => round.milliseconds[group] ?? 0)).toFixed(0)} ms`,
  );
  const all = measured.map(({ perSecond }) => perSecond.toFixed(1)).join(', ');
  process.stdout.write(
    `${name.padEnd(8)} ${median(measured.map(({ perSecond }) => perSecond)).toFixed(1)} orders/s (${all}); an order costs ${cost.join(', ')}\n`,
  );
}

const builds: Build[] = [];
try {
  for (const [index, folder] of [process.cwd(), resolve(other)].entries())
    builds.push(await deployBuild(index === 0 ? 'this' : 'other', folder, ports[index] as number));
  // Environments start, and code becomes warm.
  for (const build of builds) await measure(build, 0, Number(customers) * 2);
  const measured = new Map<string, Round[]>(builds.map(({ name }) => [name, []]));
  for (let round = 1; round <= Number(rounds); round++)
    for (const build of builds) measured.get(build.name)?.push(await measure(build, round, Number(orders)));
  for (const [name, each] of measured) tell(name, each);
  const [mine = [], theirs = []] = [...measured.values()];
  const ratios = mine.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN));
  process.stdout.write(
    `${median(ratios).toFixed(2)} times as many (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})\n`,
  );
  if (median(ratios) < wantedRatio) process.exitCode = 1;
} finally {
  for (const build of builds) await build.down();
}
