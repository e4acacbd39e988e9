import * as z from 'zod';

const body = z.unknown();
const name = z.string().min(1);

/** One thing that is asked of an app. Queues and functions are named by their names, or by the ids of their constructs. */
const operationSchema = z.union([
  z.strictObject({ send: name, body, group: z.string().optional() }),
  z.strictObject({ invoke: name, payload: body }),
  z.strictObject({
    http: z
      .string()
      .regex(/^(GET|POST|PUT|PATCH|DELETE) \/\S*$/, 'expected a method and a path, such as "POST /orders"'),
    body: body.optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
]);

/** What an app is asked once: a message to a queue, an invocation of a function, or a request to its HTTP API. */
export type Operation = z.input<typeof operationSchema>;

/** What is known of an operation before it is sent: the same in every run of a seed. */
export interface OperationId {
  /** From 1. */
  readonly number: number;
  /** One stable key. */
  readonly key: string;
}

const inputFunction = z.custom<(id: OperationId) => Operation>((given) => typeof given === 'function');

/** What Faultline must be told of an app. */
export const configSchema = z.strictObject({
  /** The command that synthesizes the app, or a folder that holds a cloud assembly. @default the `app` of cdk.json */
  app: name.optional(),
  /** The stacks that are deployed. @default all */
  stacks: z.array(name).min(1).optional(),
  /** The field of messages that holds the key of what they are about, a name or a path with dots: faults hit keys by it. */
  key: name.optional(),
  /** What a key stands for, in the report. */
  unit: z.strictObject({ one: name, many: name }).default({ one: 'request', many: 'requests' }),
  /** What the app is asked: in turn one of these, with `{{key}}` and `{{number}}` filled in, or what a function says. */
  input: z.union([z.array(operationSchema).min(1), inputFunction], {
    error:
      'expected a list of operations such as { send: "Orders", body: { id: "{{key}}" } }, or a function that makes one',
  }),
});

/** A config as it is written. */
export type Config = z.input<typeof configSchema>;
/** A config with its defaults. */
export type ReadConfig = z.output<typeof configSchema>;

/** Says what type a config has: `export default defineConfig({ … })`. */
export function defineConfig(config: Config): Config {
  return config;
}

/** An operation with its id filled in, wherever it is asked for. Pure. */
export function operationOf(input: ReadConfig['input'], id: OperationId): z.output<typeof operationSchema> {
  if (typeof input === 'function') return operationSchema.parse(input(id));
  const chosen = input[(id.number - 1) % input.length];
  return operationSchema.parse(filled(chosen, id));
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
