import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseExperiment } from './experiment-file.ts';

const text = readFileSync('chaos/experiments/slow-and-throttled-checkout.yaml', 'utf8');
const withSlo = (slo: string) => parseExperiment(`${text.replace(/^slo:.*\n/m, '')}\nslo: ${slo}\n`, 'x.yaml').slo;

describe('the objective of an experiment', () => {
  it('is a share of requests in percent and a duration', () => {
    expect(withSlo('{ availability: 99.5, within: 800ms }')).toEqual({ availability: 99.5, within: 800 });
  });

  it('leaves a budget for errors', () => {
    expect(() => withSlo('{ availability: 100, within: 800ms }')).toThrow(/slo\.availability: .*<100, got 100/);
    expect(() => withSlo('{ availability: 99 }')).toThrow(/slo\.within: /);
  });
});
