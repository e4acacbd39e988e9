import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readLabExperiment } from './read.ts';

const text = readFileSync('chaos/experiments/slow-and-throttled-checkout.yaml', 'utf8');

/** An experiment that is judged by one more invariant. */
function judgedBy(choice: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'faultline-experiment-')), 'x.yaml');
  writeFileSync(file, text.replace('- liveness', `- liveness\n  - ${choice}`));
  return readLabExperiment(file);
}

describe('an invariant with options', () => {
  it('is read where the judge takes them', async () => {
    const { invariants } = await judgedBy('{ name: steady-again, options: { withinMs: 90s } }');
    expect(invariants.at(-1)).toEqual({ name: 'steady-again', options: { withinMs: '90s' } });
  });

  it.each([
    [
      '{ name: steady-again, options: { withinM: 90s } }',
      /x\.yaml:\d+: invariants\.12\.options\.withinM: steady-again has no option "withinM"; did you mean "withinMs"\? \(It takes: withinMs\)/,
    ],
    [
      '{ name: steady-again, options: { withinMs: soon } }',
      /options\.withinMs: steady-again: withinMs is "soon": .*expected number/,
    ],
    ['{ name: fifo-order, options: { most: 1 } }', /fifo-order has no option "most" \(It takes none\)/],
  ])('%s is refused', async (choice, message) => {
    await expect(judgedBy(choice)).rejects.toThrow(message);
  });
});
