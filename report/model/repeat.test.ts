import { describe, expect, it } from '@jest/globals';
import { sampleRun } from '../testing/sample-run.ts';
import { repeatOf } from './repeat.ts';

const { manifest } = sampleRun({ count: 1, seed: 7, verdict: 'pass' });

describe('the command that repeats a run', () => {
  it('is the one that started it', () => {
    expect(repeatOf(manifest)).toBe(manifest.command);
    expect(repeatOf({ ...manifest, command: './lab sweep crash' })).toBe('./lab sweep crash');
  });

  it('is the run itself where a game day started it', () => {
    const experiment = { ...manifest.experiment, name: 'clock-skew' };
    const command = './lab gameday clock-skew partition';
    expect(repeatOf({ ...manifest, experiment, command })).toBe('./lab run clock-skew --seed 7');
  });
});
