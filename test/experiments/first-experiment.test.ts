import { describe, expect, it, jest } from '@jest/globals';
import { firstExperiment } from './lab-run.ts';

jest.setTimeout(900_000);

/** On the LocalStack of the tests. */
function run(...options: string[]): ReturnType<typeof firstExperiment> {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  if (endpoint === undefined) throw new Error('AWS_ENDPOINT_URL is not set: run the experiments by ./lab test');
  return firstExperiment(endpoint, 30, ...options);
}

describe('./lab run', () => {
  it('passes the order system while payments are slow and the inventory is throttled', async () => {
    const { exitCode, output, verdict } = await run();
    expect(verdict.reasons).toEqual([]);
    expect(verdict).toMatchObject({ verdict: 'pass', exitCode: 0 });
    expect(verdict.facts.units).toMatchObject({ total: 30, open: 0, unexpected: 0 });
    expect(exitCode).toBe(0);
    expect(output).toMatch(/^PASS /m);
  });

  it('fails a system that does not compensate, and names an order', async () => {
    const { exitCode, output, verdict } = await run('--sabotage', 'no-compensation');
    const broken = verdict.invariants.find(({ name }) => name === 'saga-atomicity');
    expect(broken?.valid).toBe(false);
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^FAIL /m);
    expect(output).toContain(`✗ saga-atomicity  ${broken?.counterexample?.ids[0]}: `);
  });
});
