import { rm } from 'node:fs/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { judgeRun } from '../../../observe/judge/judge.ts';
import { runFiles } from '../../../run/run-files.ts';
import { sweepFile } from '../../../run/sweep-file.ts';
import { type RunFiles, writeRun } from '../../../run/testing/written-run.ts';
import type { Verdict } from '../../../verify/verdict/verdict-schema.ts';
import { system } from '../system.ts';
import { sampleRun, versionsOf } from './testing/sample-run.ts';

const folders: string[] = [];

async function judged(change: (run: RunFiles) => void = () => undefined): Promise<Verdict> {
  const run = sampleRun();
  change(run);
  const runDir = await writeRun(run);
  folders.push(runDir);
  return judgeRun(runDir, () => system);
}

function broken(verdict: Verdict): Record<string, string[]> {
  const invariants = verdict.invariants.filter((invariant) => invariant.valid === false);
  return Object.fromEntries(invariants.map((invariant) => [invariant.name, invariant.counterexample?.ids ?? []]));
}

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe('a run of the order system', () => {
  it('passes when all went well', async () => {
    const verdict = await judged();
    expect(verdict.reasons).toEqual([]);
    expect(verdict).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(verdict.facts.units).toEqual({
      ...{ total: 3, open: 0, outcomes: { confirmed: 1, cancelled: 2 }, unexpected: 0 },
      reasons: { 'card-declined': 1, 'invalid-address': 1 },
    });
    expect(verdict.facts.requests).toMatchObject({ attempts: 5, keys: 3, accepted: 3, refused: 1, unknown: 1 });
    expect(verdict.invariants.filter(({ valid }) => valid === true)).toHaveLength(14);
  });

  it('names the order that was charged twice', async () => {
    const verdict = await judged((run) => {
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
    const verdict = await judged((run) => {
      run['tables/reservations.jsonl']?.pop();
      run['tables/stock.jsonl'] = [{ sku: 'SKU-1', initial: 4, available: 0 }];
    });
    expect(broken(verdict)).toEqual({
      'saga-atomicity': ['order-c'],
      'effect-before-acknowledgement': ['order-c'],
      'resource-conservation': ['order-c'],
    });
  });

  it('names the key that was accepted with two bodies', async () => {
    const verdict = await judged((run) => {
      Object.assign(run[runFiles.client]?.at(-1) ?? {}, { outcome: 'ok', status: 202, answer: { saga: 'order-c' } });
    });
    expect(broken(verdict)).toEqual({ 'one-answer-per-key': ['key-order-c'] });
  });

  it('does not mistake a tombstone for a compensation', async () => {
    const verdict = await judged((run) => {
      const [order] = run['tables/sagas.jsonl'] ?? [];
      const at = order?.createdAt as number;
      const tombstone = { orderId: 'order-b', effect: 'reserve', outcome: 'refused', reason: 'undone-before-done', at };
      const nothing = { orderId: 'order-b', effect: 'release', outcome: 'done', items: [], at };
      run['tables/reservations.jsonl']?.push(tombstone, nothing);
    });
    expect(verdict.reasons).toEqual([]);
  });

  it('is judged by every version of its sagas where it has them, and an overwritten one is found', async () => {
    const of = (change: (versions: Record<string, unknown>[]) => void): Promise<Verdict> =>
      judged((run) => {
        const versions = versionsOf(run['tables/sagas.jsonl'] ?? []);
        change(versions);
        run[runFiles.versions] = versions;
      });
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

  it('has every dead letter accounted for, by the saga that it names', async () => {
    const letter = { queue: 'orders-payments-dlq', messageId: 'm' };
    const of = (body: string): Promise<Verdict> =>
      judged((run) => run[runFiles.deadLetters]?.push({ ...letter, body }));
    expect((await of('{"sagaId":"order-a"}')).verdict).toBe('pass');
    expect(broken(await of('{"sagaId":"order-x"}'))).toEqual({ 'message-conservation': ['order-x'] });
    expect(broken(await of('{"orderId":"order-a"}'))).toEqual({ 'message-conservation': ['m'] });
  });

  it('says of a sweep how the order that was hurt ended', async () => {
    const point = {
      ...{ name: 'p', scenario: 'confirmed', function: 'f', step: 'charge-do', call: 1 },
      ...{ operation: 'sqs:SendMessage', resources: [] },
    };
    const hurt = { rule: 'slow', point: 'p', variant: 'before-kill', round: 1, unit: 'order-c', key: 'key-order-c' };
    const of = (expected: string) =>
      judged((run) => {
        run[sweepFile] = [{ schema: 1, seed: 1, points: [point], trials: [{ ...hurt, expected }] }];
      });
    expect(await of('invalid-address')).toMatchObject({ verdict: 'pass' });
    expect(broken(await of('confirmed'))).toEqual({ 'crash-points': ['order-c'] });
  });

  it('leaves out what earlier runs left on the same tables', async () => {
    const verdict = await judged((run) => {
      const [order] = run['tables/sagas.jsonl'] ?? [];
      run['tables/sagas.jsonl']?.push({ ...order, id: 'old', createdAt: 1 });
      run['tables/payments.jsonl']?.push({ orderId: 'old', effect: 'charge', outcome: 'done', at: 1 });
    });
    expect(verdict.reasons).toEqual([]);
  });

  it.each(['sagas', 'requests', 'payments', 'reservations', 'shipments', 'provider-ledger', 'stock'])(
    'is not known whole without its table %s',
    async (table) => {
      const { reasons, history } = await judged((run) => Reflect.deleteProperty(run, `tables/${table}.jsonl`));
      expect(history.complete).toBe(false);
      expect(reasons.join('; ')).toMatch(new RegExp(`${table}\\.jsonl is missing`));
    },
  );
});
