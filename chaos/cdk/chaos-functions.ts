/** What a kind of setting belongs to. */
export type Changeable = 'function' | 'mapping' | 'queue' | 'table';

/** A chaos function as a stack deploys it. */
export interface ChaosFunction {
  /** Path of the module with its handler under `chaos/`, without its ending. */
  readonly entry: string;
  /** The one fault that it carries. Default: all of functions, records and calls that no other carries. */
  readonly fault?: string;
  /** How long it may take. AWS needs up to a minute to change a mapping, and some for a table. */
  readonly timeoutSeconds: number;
  /** What it changes, and the rights that it needs on each. Default: it writes rules into the chaos table, nothing else. */
  readonly changes?: Rights;
  /** What it looks for before it writes a rule, which must aim at something. */
  readonly looksFor?: readonly Rights[];
}

/** What a chaos function may do with every resource of a kind. */
export interface Rights {
  readonly what: Changeable;
  readonly actions: readonly string[];
}

const aFunction: Rights = { what: 'function', actions: ['lambda:GetFunctionConfiguration'] };
const anything: readonly Rights[] = [
  aFunction,
  { what: 'queue', actions: ['sqs:GetQueueUrl'] },
  { what: 'table', actions: ['dynamodb:DescribeTable'] },
];

/** Every chaos function, by the end of its name. */
export const chaosFunctions = {
  latency: { entry: 'lambdas/rules/latency', fault: 'delay', timeoutSeconds: 30, looksFor: [aFunction] },
  throttle: { entry: 'lambdas/rules/throttle', fault: 'throttle', timeoutSeconds: 30, looksFor: anything },
  failure: { entry: 'lambdas/rules/failure', timeoutSeconds: 30, looksFor: anything },
  concurrency: {
    entry: 'lambdas/settings/concurrency',
    fault: 'reserved-concurrency',
    timeoutSeconds: 30,
    changes: {
      what: 'function',
      actions: ['lambda:GetFunctionConcurrency', 'lambda:PutFunctionConcurrency', 'lambda:DeleteFunctionConcurrency'],
    },
  },
  mapping: {
    entry: 'lambdas/settings/mapping',
    fault: 'event-source-mapping',
    timeoutSeconds: 180,
    changes: { what: 'mapping', actions: ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'] },
  },
  queue: {
    entry: 'lambdas/settings/queue',
    fault: 'queue-attributes',
    timeoutSeconds: 30,
    changes: { what: 'queue', actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes', 'sqs:SetQueueAttributes'] },
  },
  table: {
    entry: 'lambdas/settings/table',
    fault: 'table-capacity',
    timeoutSeconds: 180,
    changes: { what: 'table', actions: ['dynamodb:DescribeTable', 'dynamodb:UpdateTable'] },
  },
  configuration: {
    entry: 'lambdas/settings/configuration',
    fault: 'function-configuration',
    timeoutSeconds: 180,
    changes: {
      what: 'function',
      actions: ['lambda:GetFunctionConfiguration', 'lambda:UpdateFunctionConfiguration'],
    },
  },
} as const satisfies Readonly<Record<string, ChaosFunction>>;

/** The end of a chaos function's name. */
export type ChaosFunctionName = keyof typeof chaosFunctions;

/** The ends of all chaos functions' names. */
export const chaosFunctionNames = Object.keys(chaosFunctions) as readonly ChaosFunctionName[];

/** What a chaos function needs of the resources that it changes or looks for. */
export function rightsOf(name: ChaosFunctionName): readonly Rights[] {
  const { changes, looksFor = [] }: ChaosFunction = chaosFunctions[name];
  return changes === undefined ? looksFor : [changes, ...looksFor];
}

/** Under this key a resource's metadata says that it belongs to the lab: `rules`, or the end of a chaos function's name. */
export const chaosMetadata = 'faultline:chaos';

/** The physical names of a lab: of the table `<prefix>-chaos`, of a chaos function `<prefix>-chaos-latency`. */
export function chaosNames(prefix: string): {
  readonly table: string;
  readonly functions: Readonly<Record<ChaosFunctionName, string>>;
} {
  const functions = Object.fromEntries(chaosFunctionNames.map((name) => [name, `${prefix}-chaos-${name}`]));
  return { table: `${prefix}-chaos`, functions: functions as Record<ChaosFunctionName, string> };
}

/** The chaos function that carries a fault of functions, records, calls or settings: its own, or the one for all others. */
export function chaosFunctionFor(fault: string): ChaosFunctionName {
  return chaosFunctionNames.find((name) => (chaosFunctions[name] as ChaosFunction).fault === fault) ?? 'failure';
}

/** What a chaos function wants to be told of a fault: the one for all others its name, those of settings what they aim at. */
export function aimFor(
  name: ChaosFunctionName,
  { fault, target, parameters }: { readonly fault: string; readonly target: object; readonly parameters: object },
): object {
  if (name === 'failure') return { fault, target, parameters };
  const { changes }: ChaosFunction = chaosFunctions[name];
  return changes === undefined ? { ...target, ...parameters } : { target, parameters };
}

/** What the roles of chaos functions may do with the chaos table. */
export const chaosTableActions = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'] as const;
