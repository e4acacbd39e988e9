import type { LogEntry, SagaDefinition, StepDefinition } from './saga.ts';

/** The step to undo next: of the completed steps that still stand, the last one. */
export function nextToUndo(definition: SagaDefinition, log: readonly LogEntry[]): StepDefinition | undefined {
  const stands = ({ name }: StepDefinition) =>
    log.some((entry) => entry.event === 'step-done' && entry.step === name) &&
    !log.some((entry) => entry.event === 'undo-done' && entry.step === name);
  return definition.steps.findLast(stands);
}
