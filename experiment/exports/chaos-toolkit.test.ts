import { describe, expect, it } from '@jest/globals';
import { exportToChaosToolkit } from './chaos-toolkit.ts';
import { experimentOf } from './testing/experiment-of.ts';

const slow = `
    fault: delay
    target: { function: shop-payments }
    percentage: 30
    keys: ord-*
    parameters: { delayMs: 250, distribution: fixed }
    start: 10s
    duration: 20s`;
const throttled = `
    fault: throttle
    target: { table: shop-stock, operations: [PutItem, UpdateItem] }
    duration: 2m`;

interface Node {
  readonly name: string;
  readonly type: string;
  readonly provider: { readonly type: string; readonly arguments: readonly string[]; readonly url: string };
  readonly background?: boolean;
  readonly pauses?: object;
  readonly tolerance?: unknown;
}

const exported = (...given: Parameters<typeof experimentOf>) => {
  const { file, missing } = exportToChaosToolkit(experimentOf(...given), { experiment: 'x', port: 4600 });
  const {
    method,
    rollbacks,
    'steady-state-hypothesis': hypothesis,
  } = file as unknown as {
    readonly method: readonly Node[];
    readonly rollbacks: readonly Node[];
    readonly 'steady-state-hypothesis': { readonly probes: readonly Node[] };
  };
  return { method, rollbacks, probes: hypothesis.probes, missing };
};

describe('an experiment for Chaos Toolkit', () => {
  it('asks the API itself, and everything else through the lab, which waits for the recovery', () => {
    const { probes } = exported({ slow });
    expect(probes).toMatchObject([
      { name: 'answers', tolerance: 404, provider: { type: 'http', url: `\${api_url}/orders/none` } },
      {
        name: 'none-open',
        tolerance: 0,
        provider: {
          type: 'process',
          arguments: ['experiment', 'probe', 'x', 'none-open', '--within', '2m', '--port', '4600'],
        },
      },
    ]);
  });

  it('injects faults as by hand, those without a start before the load, the others at their time', () => {
    const { method } = exported({ slow, throttled });
    expect(method.map(({ name, background, pauses }) => [name, background, pauses])).toEqual([
      ['throttled', undefined, undefined],
      ['customers', true, undefined],
      ['slow', true, { before: 10 }],
    ]);
    expect(method[2]?.provider.arguments.join(' ')).toBe(
      'chaos inject delay --id slow --function shop-payments --percentage 30 --keys ord-* ' +
        '--param distribution=fixed --param delayMs=250 --param jitterMs=0 --param when=before --for 20s --seed 7 --port 4600',
    );
    expect(method[0]?.provider.arguments.join(' ')).toContain('--operation PutItem --operation UpdateItem');
  });

  it('turns shares of the load into the times at which they come if all goes well, and says so', () => {
    const byWork = slow.replace('start: 10s', 'start: 50 %').replace('duration: 20s', 'until: 80 %\n    duration: 20s');
    const { method, missing } = exported({ slow: byWork });
    expect(method.find(({ name }) => name === 'slow')?.pauses).toEqual({ before: 15 });
    expect(method.find(({ name }) => name === 'slow')?.provider.arguments.join(' ')).toContain('--for 9s');
    expect(missing).toContain('fault "slow": starts after 15s instead of at 50 % of the load');
  });

  it('counts the pauses of what is waited for from each other', () => {
    const experiment = experimentOf({ slow });
    const [first] = experiment.method;
    const provider = { type: 'queue-depth', queues: 'work' } as const;
    const at = (name: string, start: number) =>
      ({ type: 'probe', name, start, provider, pauses: { before: 0, after: 0 } }) as const;
    const { file } = exportToChaosToolkit(
      { ...experiment, method: [first as NonNullable<typeof first>, at('a', 5_000), at('b', 12_000)] },
      { experiment: 'x', port: 4600 },
    );
    expect((file.method as Node[]).map(({ pauses }) => pauses)).toEqual([undefined, { before: 5 }, { before: 7 }]);
  });

  it('clears all faults in the end, and says what it cannot judge', () => {
    const { rollbacks, missing } = exported({ slow });
    expect(rollbacks[0]?.provider.arguments).toEqual(['chaos', 'clear', '--port', '4600']);
    expect(missing).toContain('the invariants liveness: Chaos Toolkit judges its hypothesis only');
    expect(missing.join('\n')).toContain('a step that fails: Chaos Toolkit goes on and ends with 0');
    const invariants = ['liveness', { name: 'bounded-age', options: { maxAgeMs: '2m' } }];
    const set = exportToChaosToolkit({ ...experimentOf({ slow }), invariants }, { experiment: 'x', port: 4600 });
    expect(set.missing.at(-1)).toMatch(/^the invariants liveness, bounded-age \(maxAgeMs 2m\): /);
  });
});
