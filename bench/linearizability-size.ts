import { linearizability } from '../verify/linearizability/linearizability.ts';
import { type AnyModel, models } from '../verify/linearizability/models/models.ts';
import type { ObjectKind } from '../verify/linearizability/testing/live-object.ts';
import { ObjectRun, type RunShape } from '../verify/linearizability/testing/object-run.ts';
import { objectKinds } from '../verify/linearizability/testing/objects.ts';
import { drawOf } from '../verify/testing/mutants/draw.ts';

// Linearizable histories of ten clients, judged whole: from events in memory to the verdict. Registers, compare-and-sets
// (chains of them, and beside plain writes), sets and queues whose values are distinct have algorithms of their own; last,
// many keys of every model. Beside one pass that only counts the events. Processor time, the best of three; memory is what the heap and its arrays grew by.
// `node --expose-gc --max-old-space-size=6000 bench/linearizability-size.ts [largest]`

const largest = Number(process.argv[2] ?? 1_000_000);
const rounds = 3;
const one: Omit<RunShape, 'operations'> = { clients: 10, keys: 1, unknownPercent: 0, failPercent: 0 };

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function held(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}

function measure(kind: ObjectKind, shape: RunShape): Record<string, number | string> {
  const run = new ObjectRun(kind, drawOf(1), shape);
  run.run(shape.operations);
  run.settle();
  const history = run.events;
  const times: number[] = [];
  let valid: unknown;
  let grown = 0;
  let counted = 0;
  let pass = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    globalThis.gc?.();
    const [before, started] = [held(), processorMs()];
    valid = linearizability.check(history, { model: kind.model }).valid;
    times.push(processorMs() - started);
    grown = Math.max(grown, held() - before);
    const passed = processorMs();
    for (const { type } of history) if (type === 'invoke') counted += 1;
    pass = Math.min(pass, processorMs() - passed);
  }
  if (counted !== rounds * shape.operations) throw new Error(`${counted} operations were counted`);
  return {
    operations: shape.operations,
    keys: shape.keys,
    valid: String(valid),
    'processor time, ms': Number(Math.min(...times).toFixed(1)),
    'a pass, ms': Number(pass.toFixed(1)),
    'memory, MiB': Number(grown.toFixed(0)),
  };
}

/** Each version replaces the one that its writer has seen, if nobody was faster. */
const versions: ObjectKind = {
  model: models.get('cas-register') as AnyModel,
  create() {
    let current: unknown = null;
    return {
      ask: (draw, version) => (draw(0, 1) === 0 ? { f: 'read' } : { f: 'cas', input: [current, { version }] }),
      apply({ f, input }) {
        if (f === 'read') return current;
        const [expected, next] = input as readonly [unknown, unknown];
        if (expected !== current) return false;
        current = next;
        return undefined;
      },
    };
  },
};

/** Half of the calls write, whatever is there; of the others most are refused, because somebody wrote in between. */
const writesAndRefusals: ObjectKind = {
  model: versions.model,
  create() {
    let current: unknown = null;
    return {
      ask: (draw, fresh) => (draw(0, 1) === 0 ? { f: 'write', input: fresh } : { f: 'cas', input: [current, fresh] }),
      apply({ f, input }) {
        const [expected, next] = f === 'write' ? [current, input] : (input as readonly unknown[]);
        if (expected !== current) return false;
        current = next;
        return undefined;
      },
    };
  },
};

const rows: Record<string, Record<string, number | string>> = {};
const kindOf = (name: string) => objectKinds.find(({ model }) => model.name === name) as ObjectKind;
const alone = {
  'register, unique writes': kindOf('register'),
  'compare-and-set chain of versions': versions,
  'queue, distinct values': kindOf('queue'),
  'set, distinct values': kindOf('set'),
  'compare-and-set and writes': kindOf('cas-register'),
  'writes, and as many refused': writesAndRefusals,
};
for (const [name, kind] of Object.entries(alone)) {
  for (let operations = 10_000; operations <= largest; operations *= 10) {
    rows[`${name}, ${operations}`] = measure(kind, { ...one, operations });
  }
}
for (const kind of objectKinds) {
  rows[`${kind.model.name}, 1,000 keys`] = measure(kind, { ...one, operations: 100_000, clients: 3, keys: 1000 });
}
console.log(`best of ${rounds}; Node ${process.version}`);
console.table(rows);
