import type { Violation } from '../../../verdict/verdict-schema.ts';
import { componentsOf } from '../../transactions/graph/components.ts';
import { type Cycle, cyclesOf } from '../../transactions/graph/cycles.ts';
import { realTime, wr, ww } from '../../transactions/graph/dependency.ts';
import { GraphBuilder } from '../../transactions/graph/graph-builder.ts';
import { eachPrecedence } from '../../transactions/graph/interval-order.ts';
import { violationOf } from './log-contents.ts';
import type { LogOperation } from './log-operations.ts';
import { happened, type PartitionLog } from './partition-log.ts';

type Logs = ReadonlyMap<string, PartitionLog>;
/** What an edge is about: a message, and what lies right behind it in the log. */
type About = readonly [key: string, value: string, next: string];

/**
 * Operations that go round (Adya's `G0`, `G1c`, and with real time `-realtime`): each polled what the one before it sent, or began
 * when that was over; where messages of transactions may not lie between each other, also each sent what lies right behind.
 * @returns what is accused, and how many circles there are by polls and by what lies behind each other, which Kafka allows
 */
export function circlesOf(
  logs: Logs,
  operations: readonly LogOperation[],
  isolated: boolean,
): { violations: Violation[]; interleaved: number } {
  const places = new Map(operations.map((operation, n) => [operation, n]));
  const abouts: About[] = [];
  const graphs = { certain: new GraphBuilder(operations.length), behind: new GraphBuilder(operations.length) };
  const add = (from: LogOperation, to: LogOperation, kind: number, about: About): void => {
    const edge = [places.get(from) as number, places.get(to) as number, kind, abouts.push(about) - 1] as const;
    graphs.behind.add(...edge);
    if (kind === wr || isolated) graphs.certain.add(...edge);
  };
  const polled = new Map([...logs].map(([key, log]) => [key, log.polled]));
  const senderOf = (key: string, value: string): LogOperation | undefined => {
    const sender = logs.get(key)?.senders.get(value);
    return sender !== undefined && happened(sender, polled) ? sender : undefined;
  };
  for (const reader of operations) {
    for (const [key, messages] of reader.tried.outcome === 'ok' ? reader.polls : []) {
      for (const { value } of messages) {
        const sender = senderOf(key, value);
        if (sender !== undefined) add(sender, reader, wr, [key, value, value]);
      }
    }
  }
  for (const [key, { offsets }] of logs) {
    const values = offsets.map(([, told]) => [...told.keys()][0] as string);
    for (const [n, next] of values.slice(1).entries()) {
      const one = values[n] as string;
      const [from, to] = [senderOf(key, one), senderOf(key, next)];
      if (from !== undefined && to !== undefined) add(from, to, ww, [key, one, next]);
    }
  }
  const interleaved = componentsOf(graphs.behind.build(), ww | wr).cyclic;
  eachPrecedence(
    operations.map(({ tried }) => tried),
    (earlier, later) => graphs.certain.add(earlier, later, realTime, -1),
  );
  const { cycles } = cyclesOf(graphs.certain.build(), [realTime]);
  const violations = [...cycles.values()].flat().map((cycle) => told(cycle, operations, abouts));
  return { violations, interleaved };
}

function told({ name, nodes, kinds, keys }: Cycle, operations: readonly LogOperation[], abouts: readonly About[]) {
  const at = (n: number): LogOperation => operations[nodes[n % nodes.length] as number] as LogOperation;
  const called = (n: number): string => `${at(n).tried.f} ${at(n).tried.began}`;
  const steps = nodes.map((_, n) => {
    const [key, value, next] = abouts[keys[n] as number] ?? [];
    if (kinds[n] === realTime) return `${called(n)} was over before ${called(n + 1)} began`;
    if (kinds[n] === wr) return `${called(n)} sent ${value} to key ${key}, which ${called(n + 1)} polled`;
    return `${called(n)} sent ${value} to key ${key}, right before ${next} of ${called(n + 1)}`;
  });
  return violationOf(name, steps.join('; '), ...nodes.map((_, n) => at(n)));
}
