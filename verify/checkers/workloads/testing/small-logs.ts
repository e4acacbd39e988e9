import fc from 'fast-check';
import type { Done } from './workload.ts';

const processes = 4;
const message = fc
  .tuple(fc.nat(3), fc.nat(20))
  .map(([offset, chance]): [number, number] => [offset, chance > 0 ? 10 + offset : 11]);
const operation = fc.oneof(
  fc.array(message, { minLength: 1, maxLength: 2 }).map((sent) => ({ f: 'send', sent, polled: undefined })),
  fc
    .subarray([0, 1, 2, 3], { minLength: 1 })
    .map((at) => ({ f: 'poll', sent: [], polled: at.map((each): [number, number] => [each, 10 + each]) })),
  fc.array(message, { maxLength: 3 }).map((polled) => ({ f: 'poll', sent: [], polled })),
  fc.tuple(message, fc.array(message, { maxLength: 2 })).map(([sent, polled]) => ({ f: 'txn', sent: [sent], polled })),
  fc.constantFrom('assign', 'subscribe').map((f) => ({ f, sent: [], polled: undefined })),
);

/** Processes send to and poll from one key; offsets and values fit each other more often than not. */
function anyLogs(maxLength: number): fc.Arbitrary<Done[]> {
  const type = fc.constantFrom('ok', 'ok', 'ok', 'ok', 'fail', 'info');
  return fc.array(fc.tuple(operation, type, fc.nat(3)), { minLength: 1, maxLength }).map((all) => {
    const sentBefore = new Set<number>();
    return all.flatMap(([{ f, sent, polled }, outcome, length], n): Done[] => {
      const fresh = sent.filter(([, value]) => !sentBefore.has(value) && sentBefore.add(value));
      const polls = polled === undefined ? [] : [['poll', { k: polled }]];
      const operations = [...polls, ...fresh.map((pair) => ['send', 'k', pair])];
      const about = {
        f,
        process: `p${n % processes}${outcome === 'info' ? `.${n}` : ''}`,
        began: n,
        ended: n + 0.5 + length,
        type: outcome as Done['type'],
      };
      if (f === 'assign' || f === 'subscribe') return [{ ...about, input: ['k'], output: ['k'] }];
      if (operations.length === 0) return [];
      return [{ ...about, input: operations, output: operations }];
    });
  });
}

/** Transactions at once, each of which sends one message and polls one of another or none; in the end all are polled. */
const circles = fc
  .array(fc.tuple(fc.nat(6), fc.nat(9), fc.option(fc.nat(3))), { minLength: 2, maxLength: 4 })
  .map((all) => {
    const pair = (n: number): [number, number] => [n, 10 + n];
    const done = all.map(([began, length, other], n): Done => {
      const polled = other === null || other >= all.length || other === n ? [] : [pair(other)];
      const input = [
        ['poll', { k: polled }],
        ['send', 'k', pair(n)],
      ];
      const times = { began: began + n / 10, ended: began + length + 0.5 + n / 10 };
      return { f: 'txn', process: `t${n}`, ...times, type: 'ok', input, output: input };
    });
    const input = [['poll', { k: all.map((_, n) => pair(n)) }]];
    return [...done, { f: 'poll', process: 'last', began: 20, ended: 21, type: 'ok' as const, input, output: input }];
  });

/** Small logs of one key, about half of them as they should be. */
export function smallLogs(maxLength: number): fc.Arbitrary<Done[]> {
  return fc.oneof({ weight: 3, arbitrary: anyLogs(maxLength) }, { weight: 1, arbitrary: circles });
}
