import { balanceMutants } from './balance-mutants.ts';
import { effectMutants } from './effect-mutants.ts';
import type { SagaMutant } from './mutant.ts';
import { outcomeMutants } from './outcome-mutants.ts';
import { requestMutants } from './request-mutants.ts';

/** Every violation of sagas that the judge is known to catch, at least three a checker. */
export const sagaMutants: readonly SagaMutant[] = [
  ...requestMutants,
  ...outcomeMutants,
  ...effectMutants,
  ...balanceMutants,
];
