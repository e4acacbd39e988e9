import * as z from 'zod';
import { type Operation, type OperationId, operationSchema } from '../input/operation.ts';
import { ownInvariantSchema } from '../invariants/own-invariant.ts';

const name = z.string().min(1);

const script = z.strictObject({
  /** The file, relative to the folder of the app. */
  artillery: name,
  /** The function whose URL is asked. @default the first HTTP or REST API */
  of: name.optional(),
});

const inputFunction = z.custom<(id: OperationId) => Operation>((given) => typeof given === 'function');

/** What Faultline must be told of an app. */
export const configSchema = z.strictObject({
  /** The command that synthesizes the app, the folder of its cdk.json, a cloud assembly, or a template. @default the `app` of cdk.json */
  app: name.optional(),
  /** The stacks that are deployed. @default all */
  stacks: z.array(name).min(1).optional(),
  /** The field of messages, requests and events that holds the key of what they are about, a name or a path with dots: faults hit by it. */
  key: name.optional(),
  /** What a key stands for, in the report. */
  unit: z.strictObject({ one: name, many: name }).default({ one: 'request', many: 'requests' }),
  /** What the app is asked: in turn one of these, with `{{key}}` and `{{number}}` filled in, what a function says, or a script. */
  input: z.union([z.array(operationSchema).min(1), inputFunction, script], {
    error:
      'expected a list of operations such as { send: "Orders", body: { id: "{{key}}" } }, a function that makes one, or { artillery: "script.yml" }',
  }),
  /** What must hold at the end of every run, besides what holds of any app. */
  invariants: z.array(ownInvariantSchema).default([]),
});

/** A config as it is written. */
export type Config = z.input<typeof configSchema>;
/** A config with its defaults. */
export type ReadConfig = z.output<typeof configSchema>;

/** Says what type a config has: `export default defineConfig({ … })`. */
export function defineConfig(config: Config): Config {
  return config;
}
