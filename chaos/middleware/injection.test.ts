import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import type { Injection } from './injection.ts';

const injection: Injection = {
  at: 1,
  rule: 'r',
  fault: 'delay',
  key: 'k',
  function: 'f',
  place: 'function',
  attempt: 1,
  delayMs: 3,
  environment: 'e',
  requestId: 'q',
};

describe('an injection in the log', () => {
  it('is there even when the process dies right after it', () => {
    const script = `import { logInjection } from './chaos/middleware/injection.ts';
      logInjection(${JSON.stringify(injection)});
      process.kill(process.pid, 'SIGKILL');`;
    let output = '';
    try {
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8', stdio: 'pipe' });
    } catch (killed) {
      output = (killed as { stderr: string }).stderr;
    }
    expect(output.endsWith('\n')).toBe(true);
    expect(JSON.parse(output)).toEqual({ faultline: 'injection', ...injection });
  });
});
