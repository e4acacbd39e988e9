import type { LogEntry, SagaDefinition, StepDefinition } from '../../../../../shared/saga/saga.ts';

/** Broken: nothing is ever undone, so that a refused order keeps its charge and its stock. */
export function nextToUndo(_definition: SagaDefinition, _log: readonly LogEntry[]): StepDefinition | undefined {
  return undefined;
}
