import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');

/** Runs `./lab load` against the LocalStack of the tests. */
function load(...args: string[]): Promise<{ readonly code: number; readonly output: string }> {
  const endpoint = process.env.AWS_ENDPOINT_URL ?? 'http://127.0.0.1:4566';
  const command = ['cli/main.ts', 'load', ...args, '--endpoint', endpoint];
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  return new Promise((ended) => {
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, stderr) =>
      ended({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

describe('./lab load', () => {
  it('measures a deployed system, drives it, and fails where a metric of a threshold never came', async () => {
    const long = ['p50', 'p95', 'p99'].flatMap((metric) => ['--threshold', `${metric} <= 600s`]);
    const { code, output } = await load(
      'smoke',
      '--system',
      'rate-limiter',
      '--for',
      '3s',
      ...long,
      '--threshold',
      'recovery <= 1s',
    );
    const [, records = ''] = /^Records: (.+)$/m.exec(output) ?? [];
    try {
      expect(output).toMatch(/^FAIL {2}smoke on rate-limiter$/m);
      expect(output).toMatch(/✓ errors <= 1% {2}0 %/);
      expect(output).toMatch(/✓ p95 <= 600s {2}\d+ ms/);
      expect(output).toMatch(/✗ recovery <= 1s {2}recovery never came/);
      expect(code).toBe(1);
      const kept = JSON.parse(readFileSync(join(dirname(records), 'load.json'), 'utf8'));
      expect(kept).toMatchObject({ verdict: 'fail', stages: [{ measures: { errors: 0 } }] });
    } finally {
      if (records !== '') rmSync(dirname(records), { recursive: true });
    }
  });
});
