import { describe, expect, it } from '@jest/globals';
import { judge } from '../checker.ts';
import { elleHistory } from './elle-goldens.ts';
import { listAppendGoldens } from './elle-list-append-goldens.ts';
import { rwRegisterGoldens } from './elle-rw-register-goldens.ts';
import { listAppend } from './list-append.ts';
import { rwRegister } from './rw-register.ts';

const strict = { model: 'strict-serializable' } as const;
const sorted = (names: readonly string[]): string[] => [...names].sort();

describe('the histories of Elle’s tests (github.com/jepsen-io/elle, test/elle, commit ccdee6f)', () => {
  it.each(listAppendGoldens)('list-append, $test', (golden) => {
    const { counterexample, error } = judge(listAppend, elleHistory(golden, 'append'), {
      options: { ...strict, ...golden.options },
    });
    expect(error).toBeUndefined();
    expect(sorted(counterexample?.ids ?? [])).toEqual(sorted([...golden.anomalies, ...(golden.more ?? [])]));
  });

  it.each(rwRegisterGoldens)('rw-register, $test', (golden) => {
    const { counterexample, error } = judge(rwRegister, elleHistory(golden, 'w'), {
      options: { ...strict, ...golden.options },
    });
    expect(error).toBeUndefined();
    expect(sorted(counterexample?.ids ?? [])).toEqual(sorted([...golden.anomalies, ...(golden.more ?? [])]));
  });
});
