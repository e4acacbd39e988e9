import { describe, expect, it } from '@jest/globals';
import { messageCheckers } from '../checkers/messages/message-checkers.ts';
import { type Checked, type CheckRequest, checkFile } from './check-file.ts';

const now = () => 0;
const folder = new URL('testing/cases/', import.meta.url).pathname;

async function check(name: string, request: Partial<CheckRequest>): Promise<Checked['invariant']> {
  const { invariant } = await checkFile({ checker: 'linearizability', file: `${folder}${name}`, now, ...request });
  return invariant;
}

/** Histories that a judge got wrong, or that a judge with a mistake in it passed. */
const cases: readonly [
  file: string,
  request: Partial<CheckRequest>,
  valid: Checked['invariant']['valid'],
  says: RegExp,
][] = [
  ['second-read-aborted', { checker: 'read-committed' }, false, /^G1a: /],
  ['second-read-aborted', { checker: 'rw-register', model: 'read-committed' }, false, /^G1a: /],
  ['second-read-unwritten', { checker: 'read-committed' }, false, /^unwritten-read: /],
  ['second-read-unwritten', { checker: 'rw-register', model: 'read-committed' }, false, /^unwritten-read: /],
  ['aborted-after-own-write', { checker: 'read-committed' }, false, /^G1a: /],
  ['aborted-after-own-write', { checker: 'rw-register', model: 'read-committed' }, false, /^G1a: /],
  ['fractured-read-of-lists', { checker: 'list-append', model: 'read-atomic' }, false, /had seen T2/],
  ['fractured-read-of-registers', { checker: 'rw-register', model: 'read-atomic' }, false, /had seen T2/],
  ['stale-read', { checker: 'rw-register', model: 'strict-serializable' }, false, /^cyclic-versions: /],
  ['stale-read', { checker: 'rw-register', model: 'strong-session-serializable' }, false, /^cyclic-versions: /],
  ['stale-read', { checker: 'rw-register', model: 'serializable' }, true, /^/],
  ['unread-appends', { checker: 'list-append', model: 'snapshot-isolation' }, false, /each order of it closes a cycle/],
  ['unread-appends', { checker: 'list-append', model: 'consistent-view' }, false, /each order of it closes a cycle/],
  ['unread-appends', { checker: 'list-append', model: 'read-committed' }, true, /^/],
  ['retries-cut-off', { checker: 'retry-amplification' }, 'unknown', /^/],
  ['retries-cut-off', { checker: 'retry-amplification', options: { mostOfOne: 3 } }, false, /^r1: tried 4 times/],
  ['retries-whole', { checker: 'retry-amplification' }, true, /^/],
  ['failed-delete', { checker: 'messages-accounted-for' }, false, /^m1: sent to q and lost/],
  ['unwritten-version', { checker: 'sequential-consistency' }, false, /version 7 was read and never written/],
  ['misspelt', { checker: 'list-append' }, 'unknown', /^/],
  ['unknown-dequeues', { model: 'queue' }, true, /^/],
  ['overlapping-in-a-session', { checker: 'monotonic-reads' }, true, /^/],
  ['overlapping-in-a-session', { checker: 'sequential-consistency', allowEmpty: true }, false, /^/],
];

describe('a history that was judged wrongly once', () => {
  it.each(cases)('%s, by %j', async (file, request, valid, says) => {
    const invariant = await check(`${file}.jsonl`, request);
    expect(invariant.valid).toBe(valid);
    expect(invariant.counterexample?.summary ?? '').toMatch(says);
  });

  it.each(['failed-delete-received-again', 'receive-between-two-moments'])('%s, by no checker', async (file) => {
    for (const { name } of messageCheckers) {
      const { valid } = await check(`${file}.jsonl`, { checker: name });
      expect([name, valid]).not.toEqual([name, false]);
    }
  });

  it('names the words that it looks for', async () => {
    const { error } = await check('misspelt.jsonl', { checker: 'list-append' });
    expect(error).toBe('nothing to judge: it looks for txn; the history holds transaction');
  });

  it('is refused with its line where its values are none of the model', async () => {
    const checking = check('numbers-for-strings.jsonl', { model: 'kv' });
    await expect(checking).rejects.toThrow(/jsonl:2: put: value: got 1, expected a string$/);
  });

  it('has its verdict as soon as it is known, though there is no time to explain it', async () => {
    let asked = 0;
    const late = () => (asked++ === 0 ? 0 : 1e9);
    const invariant = await check('busy-register.jsonl.gz', { model: 'register', timeoutMs: 600_000, now: late });
    expect(invariant).toMatchObject({ valid: false, counts: { operations: 2000 } });
  });
});
