import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { completed, experimentSchema, type Standing } from './experiment.ts';
import { parseExperiment } from './experiment-file.ts';
import { nothingStanding, sampleText } from './testing/sample.ts';

const withSlo = (slo: string) => parseExperiment(`${sampleText}\nslo: ${slo}\n`, 'x.yaml', nothingStanding).slo;

describe('the objective of an experiment', () => {
  it('is a share of requests in percent and a duration', () => {
    expect(withSlo('{ availability: 99.5, within: 800ms }')).toEqual({ availability: 99.5, within: 800 });
  });

  it('leaves a budget for errors', () => {
    expect(() => withSlo('{ availability: 100, within: 800ms }')).toThrow(/slo\.availability: .*<100, got 100/);
    expect(() => withSlo('{ availability: 99 }')).toThrow(/slo\.within: /);
  });
});

const load = { type: 'load', operations: 1, rate: 1 };
const least = {
  title: 'A claim',
  description: 'What happens.',
  seed: 1,
  method: [{ type: 'action', name: 'load', provider: load }],
  rollbacks: [{ type: 'action', name: 'off', provider: { type: 'withdraw-faults' } }],
  recovery: { within: '1m' },
};
const idle = { name: 'idle', tolerance: 0, provider: { type: 'queue-depth', queues: 'work' } };
const standing: Standing = { steadyState: [idle], invariants: ['no-loss', 'liveness'] };
const experimentWith = (more: object, by = standing) => completed(experimentSchema.parse({ ...least, ...more }), by);

describe('an experiment, completed by what its system brings', () => {
  it('has the steady state and the invariants of the system where its file names none', () => {
    const { 'steady-state-hypothesis': hypothesis, invariants } = experimentWith({});
    expect(hypothesis).toEqual({ title: 'The system is up and idle', probes: [{ type: 'probe', ...idle }] });
    expect(invariants).toEqual(['no-loss', 'liveness']);
  });

  it('asks the probes of the system first, then those of the file, under the title of the file', () => {
    const own = {
      type: 'probe',
      name: 'calm',
      tolerance: [0, 3],
      provider: { type: 'table-count', table: 'shop-orders' },
    };
    const hypothesis = { title: 'Idle, with a few orders', probes: [own] };
    expect(experimentWith({ 'steady-state-hypothesis': hypothesis })['steady-state-hypothesis']).toEqual({
      title: 'Idle, with a few orders',
      probes: [{ type: 'probe', ...idle }, own],
    });
  });

  it('is judged by what the file says of a standing invariant, and by each only once', () => {
    const slow = { name: 'liveness', options: { withinMs: '90s' } };
    const { invariants } = experimentWith({ invariants: [slow, 'fifo-order', 'no-loss'] });
    expect(invariants).toEqual([slow, 'fifo-order', 'no-loss']);
    expect(experimentWith({ invariants: ['fifo-order', slow] }).invariants).toEqual(['no-loss', 'fifo-order', slow]);
  });

  it('keeps everything else of the file', () => {
    const file = experimentSchema.parse(least);
    const { 'steady-state-hypothesis': _hypothesis, invariants: _invariants, ...rest } = completed(file, standing);
    const { invariants: _own, ...ofFile } = file;
    expect(rest).toEqual(ofFile);
  });

  it('does not take probes of a system that no file could have', () => {
    const wrong = { ...idle, provider: { type: 'queue-depth', queues: 'wrok' } };
    expect(() => experimentWith({}, { ...standing, steadyState: [wrong] })).toThrow(z.ZodError);
    const unnamed = { ...idle, name: 'No name' };
    expect(() => experimentWith({}, { ...standing, steadyState: [unnamed] })).toThrow(z.ZodError);
  });
});
