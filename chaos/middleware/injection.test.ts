import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { readInjection } from './injection.ts';

const injection = {
  at: 1,
  rule: 'r',
  fault: 'delay',
  key: 'k',
  function: 'f',
  place: 'function' as const,
  delayMs: 3,
  environment: 'e',
  requestId: 'q',
};

describe('an injection in the log', () => {
  it('is there even when the process dies right after it, and can be read back', () => {
    const script = `import { logInjection } from './chaos/middleware/injection.ts';
      logInjection(${JSON.stringify(injection)});
      process.kill(process.pid, 'SIGKILL');`;
    let output = '';
    try {
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    } catch (killed) {
      output = (killed as { stdout: string }).stdout;
    }
    expect(output.split('\n').map(readInjection)).toEqual([injection, undefined]);
  });

  it.each(['', 'START RequestId: 1', '{"level":"INFO"}', '{"faultline":"injection"}', '{"faultline":"injection"'])(
    'is not %j',
    (line) => expect(readInjection(line)).toBeUndefined(),
  );
});
