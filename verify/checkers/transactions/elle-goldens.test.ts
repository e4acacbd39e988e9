import { describe, expect, it } from '@jest/globals';
import { judge } from '../../verdict/checker.ts';
import { listAppend } from './list-append/list-append.ts';
import { rwRegister } from './rw-register/rw-register.ts';
import { elleHistory } from './testing/elle-goldens.ts';
import { listAppendGoldens } from './testing/elle-list-append-goldens.ts';
import { rwRegisterGoldens } from './testing/elle-rw-register-goldens.ts';

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
