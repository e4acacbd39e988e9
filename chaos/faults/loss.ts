import type { Fault } from './fault.ts';

/** What a rule says that decides about loss. */
export interface Losing {
  readonly target: object;
  readonly parameters: object;
  readonly 'allow-loss'?: boolean | undefined;
}

/**
 * Why a fault would lose messages that nobody has handled; undefined if it would not, or if that is wanted.
 * @param consumers names of the functions that consume queues
 * @returns a sentence of two halves: "drop would lose messages of shop-payments: it is there to lose messages."
 */
export function lossOf(fault: Fault, rule: Losing, consumers: readonly string[]): string | undefined {
  const { name, place, loses, losesWith } = fault;
  if (loses === undefined || rule['allow-loss'] === true) return undefined;
  if (losesWith !== undefined && (rule.parameters as Record<string, unknown>)[losesWith] === undefined)
    return undefined;
  const { function: aimed, queue } = rule.target as { readonly function?: string; readonly queue?: string };
  const owner = aimed ?? queue;
  const isConsumer = aimed !== undefined && consumers.includes(aimed);
  if (place !== 'record' && queue === undefined && !isConsumer) return undefined;
  return `${name} would lose messages of ${owner ?? 'a queue'}: ${loses}`;
}
