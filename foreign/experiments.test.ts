import { describe, expect, it } from '@jest/globals';
import { faultsOf, loadsOf } from '../experiment/file/experiment.ts';
import { parseExperiment } from '../experiment/file/experiment-file.ts';
import { calmExperiments, fittingExperiments } from './experiments.ts';
import { foundIn } from './template/found.ts';

const read = ({ name, yaml }: { readonly name: string; readonly yaml: string }) =>
  parseExperiment(yaml, `${name}.yaml`, { steadyState: [], invariants: [] });

const empty = foundIn({ Resources: {} });
const queue = { isFifo: false, deadLetterQueue: undefined, maxReceiveCount: undefined, isDeadLetterQueue: false };
const shop = {
  ...empty,
  queues: [
    { ...queue, name: 'Shop-Orders', consumers: ['Shop-Place', 'Shop-Audit'] },
    { ...queue, name: 'Shop-Told', consumers: [] },
  ],
  writers: [
    { function: 'Shop-Place', table: 'Shop-Orders' },
    { function: 'Shop-Place', table: 'Shop-Stock' },
  ],
};

describe('the experiments that are written for an app', () => {
  it('can be read, and hit each consumer and each writer', () => {
    const experiments = fittingExperiments(shop).map((one) => ({ name: one.name, faults: faultsOf(read(one)) }));
    expect(experiments.map(({ name, faults }) => [name, ...faults.map(({ fault }) => fault)])).toEqual([
      ['duplicate-storm', 'duplicate', 'duplicate'],
      ['lost-acknowledgements', 'lost-acknowledgement', 'lost-acknowledgement'],
      ['throttled-tables', 'throttle', 'throttle'],
      ['crash-after-effect', 'crash-at-call', 'crash-at-call'],
    ]);
  });

  it('go on with a fault for as long as the app works: what it hits last may come late', () => {
    const faults = fittingExperiments(shop).flatMap((one) => faultsOf(read(one)));
    for (const fault of faults) expect(fault).toMatchObject({ start: 0, until: { fired: 48 }, duration: 120_000 });
  });

  it('are none where there is nothing to hit', () => {
    expect(fittingExperiments(empty)).toEqual([]);
  });

  it('ask the same of an app with faults and without: else their ends could not be compared', () => {
    const all = [...calmExperiments, ...fittingExperiments(shop)].map(read);
    expect(new Set(all.map((one) => loadsOf(one)[0]?.operations)).size).toBe(1);
    expect(new Set(all.map(({ seed }) => seed)).size).toBe(1);
    expect(calmExperiments.map((one) => faultsOf(read(one)))).toEqual([[], []]);
  });
});
