import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { checkFile } from '../../verify/check/check-file.ts';

// The histories that others publish, as they are, where a checkout of their repository is named:
// FAULTLINE_ELLE_CLI (github.com/ligurio/elle-cli), FAULTLINE_ELLE (jepsen-io/elle), FAULTLINE_KNOSSOS (jepsen-io/knossos).

jest.setTimeout(600_000);

const { FAULTLINE_ELLE_CLI, FAULTLINE_ELLE, FAULTLINE_KNOSSOS } = process.env;
/** An explanation may take much longer than the verdict. */
const within = { timeoutMs: 60_000, now: () => performance.now() };

type Expected = readonly [file: string, checker: string, valid: boolean | 'unknown', model?: string];

/** As `test.sh` of elle-cli expects, but for what is told apart. */
const elleCli: readonly Expected[] = [
  ...['bad-analysis', 'cas-failure', 'mongodb-v0-ack-rollback-6', 'rethink-fail', 'rethink-fail-minimal']
    .concat('rethink-fail-smaller')
    .map((name): Expected => [`knossos/cas-register/bad/${name}.edn`, 'linearizability', false, 'cas-register']),
  ['knossos/cas-register/good/memstress3-9.edn', 'linearizability', true, 'cas-register'],
  ['knossos/cas-register/good/memstress3-9.json', 'linearizability', true, 'cas-register'],
  ['knossos/mutex/bad/etcd.edn', 'linearizability', false, 'mutex'],
  ['knossos/mutex/bad/etcd.json', 'linearizability', false, 'mutex'],
  // 3 is read, and nobody wrote it, which Elle does not look at.
  ['elle/rw-register.edn', 'rw-register', false],
  ['elle/rw-register.json', 'rw-register', false],
  ['elle/paper-example.edn', 'list-append', false],
  ['elle/paper-example.json', 'list-append', false],
  ['elle/list-append-gh-30.edn', 'list-append', false],
  // Adds without a read.
  ['jepsen/counter.edn', 'counter-bounds', 'unknown'],
  ['jepsen/counter.json', 'counter-bounds', 'unknown'],
  ['jepsen/set_full.edn', 'growing-set', false],
  ['jepsen/set_full.json', 'growing-set', false],
  ['jepsen/set.edn', 'final-set', true],
  ['jepsen/bank.edn', 'bank', true],
  ['jepsen/bank.json', 'bank', true],
  ['jepsen/bank-tidb.edn', 'bank', false],
  ['jepsen/bank-neg.edn', 'bank', true],
  ['jepsen/bank-negative-balances.json', 'bank', false],
  ['jepsen/long-fork.edn', 'long-fork', false],
  ['custom/comments.edn', 'causal-reverse', false],
];

/** As Elle's own tests expect. */
const elle: readonly Expected[] = [
  ['huge-scc.edn', 'list-append', false, 'strict-serializable'],
  ['huge-scc.edn', 'list-append', false, 'strong-snapshot-isolation'],
  ['paper-example.edn', 'list-append', false],
  ['si-without-g-single.edn', 'list-append', false],
  ['si-without-g-single.edn', 'list-append', true, 'snapshot-isolation'],
];

describe.each([
  ['elle-cli', FAULTLINE_ELLE_CLI, elleCli],
  ['Elle', FAULTLINE_ELLE, elle],
] as const)('histories of %s', (_, checkout, expected) => {
  const judged = checkout === undefined ? it.skip : it;
  judged.each(expected)('%s: %s %s', async (...[name, checker, valid, model]: Expected) => {
    const file = join(checkout as string, 'histories', name);
    const found = await checkFile({ checker, file, ...within, ...(model !== undefined && { model }) });
    expect(found.invariant.valid).toBe(valid);
  });
});

describe('histories of Knossos', () => {
  const judged = FAULTLINE_KNOSSOS === undefined ? it.skip : it;

  judged.each([
    ['cas-register', 'good', true],
    ['cas-register', 'bad', false],
    // Its tests begin with registers that hold 0.
    ['multi-register:0', 'good', true],
    ['mutex', 'bad', false],
  ] as const)('%s/%s', async (model, side, valid) => {
    const folder = join(FAULTLINE_KNOSSOS as string, 'data', model.replace(/:.*/, ''), side);
    expect(existsSync(folder)).toBe(true);
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.edn'))) {
      // Some hold nothing that happened.
      const request = { checker: 'linearizability', model, file: join(folder, name), allowEmpty: true, ...within };
      expect([name, (await checkFile(request)).invariant.valid]).toEqual([name, valid]);
    }
  });
});
