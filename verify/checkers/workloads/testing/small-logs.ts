import fc from 'fast-check';
import type { Done } from './workload.ts';

const message = fc
  .tuple(fc.nat(3), fc.nat(20))
  .map(([offset, chance]): [number, number] => [offset, chance > 0 ? 10 + offset : 11]);
const operation = fc.oneof(
  fc.array(message, { minLength: 1, maxLength: 2 }).map((sent) => ({ f: 'send', sent, polled: undefined })),
  fc
    .subarray([0, 1, 2, 3], { minLength: 1 })
    .map((at) => ({ f: 'poll', sent: [], polled: at.map((each): [number, number] => [each, 10 + each]) })),
  fc.array(message, { maxLength: 3 }).map((polled) => ({ f: 'poll', sent: [], polled })),
  fc.constantFrom('assign', 'subscribe').map((f) => ({ f, sent: [], polled: undefined })),
);

/** Two processes send to and poll from one key; offsets and values fit each other more often than not. */
export function smallLogs(maxLength: number): fc.Arbitrary<Done[]> {
  const type = fc.constantFrom('ok', 'ok', 'ok', 'ok', 'fail', 'info');
  return fc.array(fc.tuple(operation, type), { minLength: 1, maxLength }).map((all) => {
    const sentBefore = new Set<number>();
    return all.flatMap(([{ f, sent, polled }, outcome], n): Done[] => {
      const fresh = sent.filter(([, value]) => !sentBefore.has(value) && sentBefore.add(value));
      const operations = polled === undefined ? fresh.map((pair) => ['send', 'k', pair]) : [['poll', { k: polled }]];
      const about = {
        f,
        process: `p${n % 2}${outcome === 'info' ? `.${n}` : ''}`,
        began: n,
        ended: n + 1.5,
        type: outcome as Done['type'],
      };
      if (f === 'assign' || f === 'subscribe') return [{ ...about, input: ['k'], output: ['k'] }];
      if (operations.length === 0) return [];
      return [{ ...about, input: operations, output: operations }];
    });
  });
}
