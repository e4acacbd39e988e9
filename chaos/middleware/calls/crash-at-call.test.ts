import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { openStubService, type StubService } from './testing/stub-service.ts';

const node = join(import.meta.dirname, '../../../node_modules/.bin/node');
const caller = join(import.meta.dirname, 'testing/dying-caller.ts');
const target = { function: 'f', call: 2 };

describe('a crash at a call, in a process of its own', () => {
  let service: StubService;
  beforeEach(async () => {
    service = await openStubService();
  });
  afterEach(async () => {
    await service[Symbol.asyncDispose]();
  });

  const call = (changes: object, timeout = 20_000) =>
    execa(node, [caller, JSON.stringify(service.config), JSON.stringify({ target, ...changes })], {
      reject: false,
      timeout,
      killSignal: 'SIGKILL',
    });
  const linesOf = (stdout: string) => stdout.split('\n').map((line) => JSON.parse(line));

  it.each([
    ['before', 1],
    ['after', 2],
  ] as const)('exits %s the second call, which is logged first', async (when, arrived) => {
    const { exitCode, stdout } = await call({ parameters: { when, exitCode: 7 } });
    expect(exitCode).toBe(7);
    expect(service.arrivals).toHaveLength(arrived);
    const point = { call: 2, resource: 't', operation: 'dynamodb:PutItem', key: 'order-1', attempt: 1, when };
    expect(linesOf(stdout)).toMatchObject([
      { faultline: 'injection', fault: 'crash-at-call', place: 'call', ...point },
    ]);
  });

  it.each([
    ['before', 1],
    ['after', 2],
  ] as const)('stands still %s the second call until it is killed', async (when, arrived) => {
    const { signal, stdout } = await call({ parameters: { when, how: 'timeout' } }, 3_000);
    expect(signal).toBe('SIGKILL');
    expect(service.arrivals).toHaveLength(arrived);
    expect(linesOf(stdout)).toMatchObject([{ fault: 'crash-at-call', when }]);
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
