import { describe, expect, it } from '@jest/globals';
import type { SampleOptions } from '../testing/sample-options.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { junitOf } from './junit.ts';

const of = (verdict: SampleOptions['verdict'], hostile = '') =>
  junitOf(sampleRun({ count: 200, seed: 7, verdict, hostile }));

describe('JUnit XML', () => {
  it('has one test case an invariant', () => {
    expect(of('pass')).toContain('tests="5" failures="0" errors="0"');
    expect(of('pass').match(/<testcase /g)).toHaveLength(5);
  });

  it('counts what is broken as failures with the offenders, and what was not judged as errors', () => {
    expect(of('fail')).toContain('tests="5" failures="2" errors="0"');
    expect(of('fail')).toContain('ord-00085: charged 2 times, expected once');
    expect(of('inconclusive')).toContain('tests="5" failures="0" errors="1"');
  });

  it('is never green without a verdict, nor when only a fault did not fire', () => {
    expect(junitOf({ verdict: undefined, manifest: undefined })).toContain('tests="1" failures="0" errors="1"');
    const { verdict } = sampleRun({ count: 20, seed: 1, verdict: 'pass' });
    expect(junitOf({ verdict: { ...verdict, verdict: 'inconclusive' }, manifest: undefined })).toContain('errors="1"');
  });

  it('escapes what the run holds', () => {
    expect(of('fail', ']]><script>&"')).not.toContain('<script>');
  });
});
