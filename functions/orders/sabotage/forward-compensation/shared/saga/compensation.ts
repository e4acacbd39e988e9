import type { LogEntry, SagaDefinition, StepDefinition } from '../../../../../shared/saga/saga.ts';

/** Broken: steps are undone in the order in which they were done. */
export function nextToUndo(definition: SagaDefinition, log: readonly LogEntry[]): StepDefinition | undefined {
  const stands = ({ name }: StepDefinition) =>
    log.some((entry) => entry.event === 'step-done' && entry.step === name) &&
    !log.some((entry) => entry.event === 'undo-done' && entry.step === name);
  return definition.steps.find(stands);
}
