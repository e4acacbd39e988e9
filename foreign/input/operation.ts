import * as z from 'zod';
import { UsageError } from '../../kernel/usage-error.ts';

const body = z.unknown();
const name = z.string().min(1);

/** One thing that is asked of an app. What it names is called by its name, or by the id of its construct. */
export const operationSchema = z.union([
  z.strictObject({ send: name, body, group: z.string().optional() }),
  z.strictObject({ publish: name, body, attributes: z.record(z.string(), z.string()).optional() }),
  z.strictObject({ putEvent: name, source: name, detailType: name, detail: z.record(z.string(), z.unknown()) }),
  z.strictObject({ putItem: name, item: z.record(z.string(), z.unknown()) }),
  z.strictObject({ invoke: name, payload: body }),
  z.strictObject({
    http: z
      .string()
      .regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/, 'expected a method and a path, such as "POST /orders"'),
    of: name.optional(),
    body: body.optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
]);

/**
 * What an app is asked once: `send` a message to a queue, `publish` one to a topic, `putEvent` on a bus, `putItem` into a table
 * whose stream it listens to, `invoke` a function, or
 * an `http` request to its REST API or, with `of`, to the URL of a function.
 */
export type Operation = z.input<typeof operationSchema>;
/** The same, read. */
export type Asked = z.output<typeof operationSchema>;

/** What is known of an operation before it is sent: the same in every run of a seed. */
export interface OperationId {
  /** From 1. */
  readonly number: number;
  /** One stable key. */
  readonly key: string;
}

/** What makes operations: they are taken in turn, or a function says each. */
export type Input = readonly Asked[] | ((id: OperationId) => Operation);

/** An operation with its id filled in, wherever it is asked for. Pure. @throws UsageError where a function made none */
export function operationOf(input: Input, id: OperationId): Asked {
  if (typeof input === 'function') {
    const { success, data, error } = operationSchema.safeParse(input(id));
    if (success) return data;
    throw new UsageError(
      `the function of the input made no operation for number ${id.number}:\n${z.prettifyError(error)}`,
      {
        hint: 'It returns one such as { send: "Orders", body: { id: key } }.',
      },
    );
  }
  return operationSchema.parse(filled(input[(id.number - 1) % input.length], id));
}

function filled(value: unknown, { key, number }: OperationId): unknown {
  if (typeof value === 'string') {
    if (value === '{{number}}') return number;
    return value.replaceAll('{{key}}', key).replaceAll('{{number}}', String(number));
  }
  if (Array.isArray(value)) return value.map((each) => filled(each, { key, number }));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([field, each]) => [field, filled(each, { key, number })]));
}
