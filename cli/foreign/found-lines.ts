import type { Found, FoundQueue } from '../../foreign/template/found.ts';

/** What `faultline init` says of an app: one line a kind of thing that it has. */
export function foundLines(found: Found): string[] {
  const { queues } = found;
  const work = queues.filter(({ isDeadLetterQueue, consumers }) => !isDeadLetterQueue && consumers.length > 0);
  const outputs = queues.filter(({ isDeadLetterQueue, consumers }) => !isDeadLetterQueue && consumers.length === 0);
  const all: readonly (readonly [string, readonly string[]])[] = [
    ['functions', found.functions],
    ['HTTP APIs', found.httpApis],
    ['routes', found.routes],
    ['function URLs', found.functionUrls],
    ['queues', work.map(queueInWords)],
    ['queues without a consumer: outputs', outputs.map(({ name }) => name)],
    ['dead-letter queues', queues.filter(({ isDeadLetterQueue }) => isDeadLetterQueue).map(({ name }) => name)],
    ['streams to', found.otherMappings],
    ['tables', found.tables],
    ['topics', found.topics],
    ['event buses', found.buses],
    ['rules', found.rules],
    ['schedules', found.schedules],
    ['state machines', found.stateMachines],
    ['writes', found.writers.map(({ function: name, table }) => `${name} to ${table}`)],
  ];
  return all.flatMap(([kind, names]) => (names.length === 0 ? [] : [`  ${kind}: ${names.join(', ')}`]));
}

function queueInWords({ name, deadLetterQueue, maxReceiveCount, consumers, isFifo }: FoundQueue): string {
  const dead = deadLetterQueue === undefined ? 'no DLQ' : `after ${maxReceiveCount} receives to ${deadLetterQueue}`;
  return `${name} (${isFifo ? 'FIFO, ' : ''}to ${consumers.join(' and ')}, ${dead})`;
}
