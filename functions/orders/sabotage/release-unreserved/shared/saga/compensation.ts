import type { LogEntry, SagaDefinition, StepDefinition } from '../../../../../shared/saga/saga.ts';

/** Broken: undoes the refused step as well. */
export function nextToUndo(definition: SagaDefinition, log: readonly LogEntry[]): StepDefinition | undefined {
  const tried = ({ name }: StepDefinition) =>
    log.some((entry) => (entry.event === 'step-done' || entry.event === 'step-refused') && entry.step === name) &&
    !log.some((entry) => entry.event === 'undo-done' && entry.step === name);
  return definition.steps.findLast(tried);
}
