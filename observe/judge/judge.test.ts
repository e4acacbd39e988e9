import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { runFiles } from '../../run/run-files.ts';
import { sweepFile } from '../../run/sweep-file.ts';
import { loadHistory } from '../../verify/history/history.ts';
import { type Verdict, verdictSchema } from '../../verify/verdict/verdict-schema.ts';
import { type RunFiles, sampleRun, versionsOf, writeRun } from '../testing/sample-run.ts';
import { judgeRun } from './judge.ts';
import { RunError } from './snapshot.ts';

const folders: string[] = [];

async function judged(
  change: (run: RunFiles) => void = () => undefined,
): Promise<{ runDir: string; verdict: Verdict }> {
  const run = sampleRun();
  change(run);
  const runDir = await writeRun(run);
  folders.push(runDir);
  return { runDir, verdict: await judgeRun(runDir) };
}

function broken(verdict: Verdict): Record<string, string[]> {
  const invariants = verdict.invariants.filter((invariant) => invariant.valid === false);
  return Object.fromEntries(invariants.map((invariant) => [invariant.name, invariant.counterexample?.ids ?? []]));
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('judgeRun', () => {
  it('passes a run in which all went well', async () => {
    const { runDir, verdict } = await judged();
    expect(verdict.reasons).toEqual([]);
    expect(verdict).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(verdict.facts.sagas).toMatchObject({ outcomes: { confirmed: 1, cancelled: 2 }, unexpected: 0 });
    expect(verdict.facts.requests).toMatchObject({ attempts: 5, keys: 3, accepted: 3, refused: 1, unknown: 1 });
    expect(verdict.faults).toMatchObject([{ rule: 'slow', fault: 'delay', fired: 1, keys: 1 }]);
    expect(verdictSchema.parse(JSON.parse(await readFile(join(runDir, runFiles.verdict), 'utf8')))).toEqual(verdict);
    expect(loadHistory(join(runDir, runFiles.history)).events).toHaveLength(verdict.history.events);
    expect(verdict.invariants.filter(({ valid }) => valid === true)).toHaveLength(14);
  });

  it('judges what else the experiment names', async () => {
    const { verdict } = await judged((run) => {
      Object.assign(run.manifest[0]?.experiment ?? {}, { invariants: ['liveness', 'availability'] });
    });
    expect(verdict.invariants).toHaveLength(15);
    expect(broken(verdict)).toEqual({ availability: ['key-order-a'] });
    expect(verdict.facts.availability).toMatchObject({
      attempts: { good: 3, total: 4 },
      refused: 1,
      requests: { good: 3, total: 3 },
    });
  });

  it('says of a sweep what became of each order, and whether each fault fired', async () => {
    const point = {
      ...{ name: 'p', scenario: 'confirmed', function: 'f', step: 'charge-do', call: 1 },
      ...{ operation: 'sqs:SendMessage', resources: [] },
    };
    const hurt = {
      ...{ rule: 'slow', point: 'p', variant: 'before-kill', round: 1, orderId: 'order-a' },
      ...{ idempotencyKey: 'key-order-a', expected: 'confirmed' },
    };
    const of = async (trials: object[]) => {
      const { runDir, verdict } = await judged((run) => {
        run[sweepFile] = [{ schema: 1, seed: 1, points: [point], trials }];
      });
      return { verdict, sweep: JSON.parse(await readFile(join(runDir, sweepFile), 'utf8')) };
    };
    const well = await of([hurt]);
    expect(well.verdict).toMatchObject({ verdict: 'pass' });
    expect(well.sweep).toMatchObject({ outcomes: [{ ...hurt, result: 'survived' }], coverage: { cells: 1, fired: 1 } });
    const unhurt = await of([hurt, { ...hurt, rule: 'other', variant: 'after-kill' }]);
    expect(unhurt.verdict).toMatchObject({ verdict: 'inconclusive' });
    expect(unhurt.verdict.reasons.join()).toMatch(
      /crash-points could not be judged: 1 of 2 faults never fired: p.after-kill/,
    );
    const otherwise = await of([{ ...hurt, expected: 'out-of-stock' }]);
    expect(broken(otherwise.verdict)).toEqual({ 'crash-points': ['order-a'] });
    expect(otherwise.sweep.outcomes[0].problems.join()).toMatch(/expected to be out-of-stock, but it is confirmed/);
  });

  it('judges every version of a saga where the run has them, and finds one that was overwritten', async () => {
    const of = async (change: (versions: Record<string, unknown>[]) => void): Promise<Verdict> => {
      const { verdict } = await judged((run) => {
        const versions = versionsOf(run['tables/sagas.jsonl'] ?? []);
        change(versions);
        run[runFiles.versions] = versions;
      });
      return verdict;
    };
    const whole = await of(() => undefined);
    expect(whole.reasons).toEqual([]);
    expect(whole.invariants).toHaveLength(15);
    const overwritten = await of((versions) => {
      const [first, ...others] = versions.filter(({ key }) => key === 'order-a');
      versions.push(...[first, ...others].filter((each) => each !== undefined));
    });
    expect(broken(overwritten)).toEqual({ 'versions-advance': ['order-a'] });
    const cut = await of((versions) => versions.pop());
    expect(cut).toMatchObject({ verdict: 'inconclusive', history: { complete: false } });
    expect(cut.reasons.join()).toMatch(/does not end with the record as found of 1 of 3 sagas/);
  });

  it('does not pretend to have seen versions that an experiment asks for', async () => {
    const { verdict } = await judged((run) => {
      Object.assign(run.manifest[0]?.experiment ?? {}, { invariants: ['versions-advance'] });
    });
    expect(verdict.reasons.join()).toMatch(/versions.jsonl is missing/);
    expect(verdict.verdict).toBe('inconclusive');
  });

  it('gives the same verdict when the run is judged again', async () => {
    const { runDir, verdict } = await judged();
    expect(await judgeRun(runDir)).toEqual(verdict);
  });

  it('names the order that was charged twice', async () => {
    const { verdict } = await judged((run) => {
      const [charge] = run['tables/provider-ledger.jsonl'] ?? [];
      run['tables/provider-ledger.jsonl']?.push({ ...charge, entryId: 'another' });
    });
    expect(verdict).toMatchObject({ verdict: 'fail', exitCode: 1 });
    expect(broken(verdict)).toEqual({ 'exactly-once-effects': ['order-a'], 'money-conservation': ['order-a'] });
    expect(verdict.invariants.map(({ counterexample }) => counterexample?.summary)).toContain(
      'order-a: charge of money took place 2 times, expected once',
    );
  });

  it('names the order whose compensation was skipped', async () => {
    const { verdict } = await judged((run) => {
      run['tables/reservations.jsonl']?.pop();
      run['tables/stock.jsonl'] = [{ sku: 'SKU-1', initial: 4, available: 0 }];
    });
    expect(broken(verdict)).toEqual({
      'saga-atomicity': ['order-c'],
      'effect-before-acknowledgement': ['order-c'],
      'resource-conservation': ['order-c'],
    });
  });

  it('does not mistake a tombstone for a compensation', async () => {
    const { verdict } = await judged((run) => {
      const [order] = run['tables/sagas.jsonl'] ?? [];
      const at = order?.createdAt as number;
      const tombstone = { orderId: 'order-b', effect: 'reserve', outcome: 'refused', reason: 'undone-before-done', at };
      const nothing = { orderId: 'order-b', effect: 'release', outcome: 'done', items: [], at };
      run['tables/reservations.jsonl']?.push(tombstone, nothing);
    });
    expect(verdict.reasons).toEqual([]);
  });

  it('fails a run whose faults were left behind or whose steady state did not return', async () => {
    const left = 'still active: rule slow';
    const { verdict } = await judged((run) => {
      const steps = run[runFiles.journal]?.slice(-2) ?? [];
      const probes = [
        { name: 'no-message-waits', tolerance: 0, got: 3, met: false },
        { name: 'no-saga-is-open', tolerance: 0, got: 0, met: true },
      ];
      Object.assign(steps[0] ?? {}, { status: 'failed', detail: { result: { probes } } });
      Object.assign(steps[1] ?? {}, { status: 'failed', detail: { result: { residue: [left] } } });
    });
    expect(verdict).toMatchObject({ verdict: 'fail', exitCode: 1 });
    expect(broken(verdict)).toEqual({ 'steady-state': ['no-message-waits'], 'no-residue': [left] });
    expect(verdict.reasons.join('; ')).toContain('no-message-waits: expected 0, got 3');
  });

  it('accounts for every dead letter', async () => {
    const letter = { queue: 'faultline-payments-dlq', messageId: 'm', body: '{"sagaId":"order-a"}' };
    const of = async (dead: Record<string, unknown>): Promise<Verdict> =>
      (await judged((run) => run[runFiles.deadLetters]?.push({ ...letter, ...dead }))).verdict;
    expect((await of({})).verdict).toBe('pass');
    expect(broken(await of({ body: 'poison' }))).toEqual({ 'message-conservation': ['m'] });
    expect(broken(await of({ body: '{"sagaId":"order-x"}' }))).toEqual({ 'message-conservation': ['order-x'] });
    expect((await of({ body: 'poison of an earlier run', sentAt: 1 })).verdict).toBe('pass');
  });

  it('leaves out what earlier runs left on the same tables', async () => {
    const { verdict } = await judged((run) => {
      const [order] = run['tables/sagas.jsonl'] ?? [];
      run['tables/sagas.jsonl']?.push({ ...order, id: 'old', createdAt: 1 });
      run['tables/payments.jsonl']?.push({ orderId: 'old', effect: 'charge', outcome: 'done', at: 1 });
    });
    expect(verdict.reasons).toEqual([]);
  });

  it.each<[string, (run: RunFiles) => void, RegExp]>([
    ['a fault never fired', (run) => run[runFiles.ledger]?.pop(), /the fault slow never fired/],
    [
      'a table is missing',
      (run) => Reflect.deleteProperty(run, 'tables/shipments.jsonl'),
      /shipments.jsonl is missing/,
    ],
    [
      'the collection had a problem',
      (run) => {
        run[runFiles.collection] = [
          { schema: 1, startedAt: 1, endedAt: 2, problems: ['queues could not be read'], counts: {} },
        ];
      },
      /queues could not be read/,
    ],
    [
      'nobody looked for what faults left behind',
      (run) => run[runFiles.journal]?.pop(),
      /no-residue could not be judged: nobody looked for what faults left behind: the run did not come to that/,
    ],
    [
      'the hypothesis could not be probed',
      (run) =>
        Object.assign(run[runFiles.journal]?.at(-2) ?? {}, { status: 'failed', detail: { error: 'no connection' } }),
      /steady-state could not be judged: the hypothesis was not probed after the faults: no connection/,
    ],
    [
      'a stop condition was breached',
      (run) =>
        run[runFiles.journal]?.push({ at: 1, step: 'experiment', status: 'aborted', detail: { error: 'too deep' } }),
      /the experiment was aborted: too deep/,
    ],
    [
      'the runner died',
      (run) =>
        run[runFiles.journal]?.push({ at: 1, step: 'experiment', status: 'interrupted', detail: { error: 'killed' } }),
      /the experiment was interrupted: killed/,
    ],
    [
      'nothing happened',
      (run) => {
        for (const file of Object.keys(run)) if (file.startsWith('tables/') || file === runFiles.client) run[file] = [];
      },
      /nothing was judged/,
    ],
  ])('is inconclusive when %s', async (_, change, reason) => {
    const { verdict } = await judged(change);
    expect(verdict.reasons.join('; ')).toMatch(reason);
    expect(verdict).toMatchObject({ verdict: 'inconclusive', exitCode: 2 });
  });

  it('reports a line that a crash cut off, and judges the rest', async () => {
    const { runDir } = await judged();
    await appendFile(join(runDir, runFiles.client), '{"at":17672');
    const verdict = await judgeRun(runDir);
    expect(verdict.verdict).toBe('inconclusive');
    expect(verdict.reasons.join()).toMatch(/client.jsonl:6: .*got {"at":17672/);
  });

  it('refuses a folder that holds no run', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'faultline-run-'));
    folders.push(folder);
    await expect(judgeRun(folder)).rejects.toThrow(RunError);
  });
});
