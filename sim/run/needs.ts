import { type Experiment, faultsOf } from '../../experiment/file/experiment.ts';
import { NotModelled } from '../not-modelled.ts';

/** Faults that act on what the simulator has not: the processor, the disk and the memory of a process. */
const LACKING: Readonly<Record<string, string>> = {
  'cpu-burn': 'the processor that a handler shares with others',
  'disk-full': 'the temporary disk of an execution environment',
  'slow-environment': 'a processor that has less time for an execution environment',
};

/**
 * Makes sure that the simulator can do what an experiment asks for, before anything is made.
 * @throws NotModelled that names the first fault that it cannot
 */
export function checkSimulated(experiment: Pick<Experiment, 'method'>): void {
  for (const { fault } of faultsOf(experiment)) {
    const lacks = LACKING[fault];
    if (lacks !== undefined) throw new NotModelled(`The fault ${fault}, which needs ${lacks},`);
  }
}
