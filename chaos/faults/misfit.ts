/** A part of a rule that is right by itself, and can never act together with another. */
export interface Misfit {
  /** Where in the rule. */
  readonly at: readonly ['target' | 'parameters', string];
  /** What would be possible there. */
  readonly choices: readonly string[];
}

/** The one service that a target can mean, by the SDK's service id in lower case; undefined where it may be any. */
export function serviceOf(target: object): string | undefined {
  if ('service' in target && typeof target.service === 'string') return target.service;
  if ('table' in target && target.table !== undefined) return 'dynamodb';
  return 'queue' in target && target.queue !== undefined ? 'sqs' : undefined;
}

/** For a fault that only these operations of one service can meet: finds a target that names none of them. */
export function onlyIn(service: string, operations: readonly string[]): (target: object) => Misfit | undefined {
  return (target) => {
    const aimed = serviceOf(target);
    if (aimed !== undefined && aimed !== service) {
      const field = 'service' in target ? 'service' : aimed === 'sqs' ? 'queue' : 'table';
      return {
        at: ['target', field],
        choices: [field === 'service' ? service : service === 'sqs' ? 'a queue' : 'a table'],
      };
    }
    const named: unknown = 'operations' in target ? target.operations : undefined;
    if (!Array.isArray(named) || named.some((operation) => operations.includes(operation))) return undefined;
    return { at: ['target', 'operations'], choices: operations };
  };
}
