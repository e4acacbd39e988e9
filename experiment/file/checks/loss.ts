import { catalogue } from '../../../chaos/faults/catalogue.ts';
import type { Fault } from '../../../chaos/faults/fault.ts';
import { lossOf } from '../../../chaos/faults/loss.ts';
import type { ExperimentFile } from '../fields.ts';
import type { Mistake } from './check.ts';

/**
 * Messages that nobody has processed must not be deleted by accident of a fault.
 * @param consumers the functions of the system that queues invoke
 */
export const loss =
  (consumers: readonly string[]) =>
  ({ method }: Pick<ExperimentFile, 'method'>): Mistake[] =>
    method.flatMap(({ provider }, index) => {
      if (provider.type !== 'fault') return [];
      const fault = catalogue.find(({ name }) => name === provider.fault) as Fault;
      const would = lossOf(fault, provider, consumers);
      if (would === undefined) return [];
      return [{ path: ['method', index, 'provider'], says: `${would} Say "allow-loss: true" if that is wanted` }];
    });
