import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

/**
 * Ten clients push and pop, and many calls never returned: every order of what is open is another state, and each state
 * is a long list. What nobody pushed is popped at the end, so that all of them would have to be tried.
 */
const script = `
import { linearizability } from ${JSON.stringify(new URL('linearizability.ts', import.meta.url).href)};
import { linearizationSchema } from ${JSON.stringify(new URL('../verdict/linearization.ts', import.meta.url).href)};
import { model } from ${JSON.stringify(new URL('../examples/stack.ts', import.meta.url).href)};
const history = [];
const write = (process, type, f, value) =>
  history.push({ index: history.length, time: history.length, process, type, f, value });
for (let n = 0; n < 1000; n++) {
  write('filler', 'invoke', 'push', n);
  write('filler', 'ok', 'push');
}
for (let n = 0; n < 40; n++) write('lost:' + n, 'invoke', n % 3 === 0 ? 'pop' : 'push', -1 - n);
write('last', 'invoke', 'pop');
write('last', 'ok', 'pop', 'nobody');
const { valid, error, linearizations } = linearizability.check(history, { model });
const [first] = linearizations;
linearizationSchema.parse(first);
process.stdout.write(JSON.stringify({ valid, error, prefix: first.prefix, order: first.order.length > 0 }));
`;

describe('memory', () => {
  it('is bounded: what is too much is unknown, with the longest prefix, in a process that may hold little', () => {
    const flags = ['--max-old-space-size=192', '--input-type=module', '--no-warnings', '-e', script];
    const { status, stdout, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      valid: 'unknown',
      error: expect.stringMatching(/^key : gave up after \d+ configurations, 1000 of 1001 returns are linearizable$/),
      prefix: { returns: 1000, of: 1001 },
      order: true,
    });
  });
});
