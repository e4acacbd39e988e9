import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { serviceOfEachTest } from '../testing/stub-service.ts';

const node = join(import.meta.dirname, '../../../../node_modules/.bin/node');
const caller = join(import.meta.dirname, '../testing/dying-caller.ts');
const target = { function: 'f', call: 2 };

// Starting a process takes its time on a busy machine.
describe('a crash at a call, in a process of its own', () => {
  const service = serviceOfEachTest();

  const call = (changes: object) =>
    execa(node, [caller, JSON.stringify(service.config), JSON.stringify({ target, ...changes })], {
      reject: false,
      timeout: 20_000,
      killSignal: 'SIGKILL',
    });
  const linesOf = (stderr: string) => stderr.split('\n').map((line) => JSON.parse(line));

  it.each([
    ['before', 1],
    ['after', 2],
  ] as const)('exits %s the second call, which is logged first', async (when, arrived) => {
    const { exitCode, stderr } = await call({ parameters: { when, exitCode: 7 } });
    expect(exitCode).toBe(7);
    expect(service.arrivals).toHaveLength(arrived);
    const point = { call: 2, resource: 't', operation: 'dynamodb:PutItem', key: 'order-1', attempt: 1, when };
    expect(linesOf(stderr)).toMatchObject([
      { faultline: 'injection', fault: 'crash-at-call', place: 'call', ...point },
    ]);
  });

  it.each([
    ['before', 1],
    ['after', 2],
  ] as const)('stands still %s the second call until it is killed', async (when, arrived) => {
    const standing = call({ parameters: { when, how: 'timeout' } });
    await new Promise((resolve) => standing.stderr.once('data', resolve));
    // One that goes on would be over in less.
    const ended = await Promise.race([standing.then(() => true), sleep(500, false)]);
    standing.kill('SIGKILL');
    const { stderr } = await standing;
    expect(ended).toBe(false);
    expect(service.arrivals).toHaveLength(arrived);
    expect(linesOf(stderr)).toMatchObject([{ fault: 'crash-at-call', when }]);
  });

  it('spares a process whose call, message or key is another', async () => {
    for (const changes of [
      { target: { function: 'f', call: 9 } },
      { target: { function: 'f', message: '*' } },
      { keys: 'order-2' },
    ]) {
      expect((await call(changes)).exitCode).toBe(0);
    }
    expect(service.arrivals).toHaveLength(9);
  });
});
