import { createHash } from 'node:crypto';
import { Database } from '../../dynamodb/database.ts';
import { type Streams, streamsOf } from '../chance/streams.ts';
import { CallFaults } from '../faults/call-faults.ts';
import { disturbBy } from '../faults/disturb.ts';
import { Rules } from '../faults/rules.ts';
import { SimulatedFunction } from '../lambda/function.ts';
import type { LambdaWorld } from '../lambda/lambda-world.ts';
import { Logs } from '../lambda/logs.ts';
import { calm as calmPollers } from '../mappings/chance/calm.ts';
import { hostile as hostilePollers } from '../mappings/chance/hostile.ts';
import { startQueueMapping } from '../mappings/queue/mapping.ts';
import type { QueueMappingSettings } from '../mappings/queue/settings.ts';
import { Network } from '../network/network.ts';
import { NotModelled } from '../not-modelled.ts';
import { compile } from '../sandbox/compile.ts';
import { labApi } from '../services/lab-api.ts';
import { type LambdaApiParts, lambdaApi, type MappingControl } from '../services/lambda-api.ts';
import { MessageJournal } from '../services/message-journal.ts';
import { type RestRoute, restApis } from '../services/rest-api.ts';
import { serviceFor } from '../services/serve.ts';
import { calm } from '../sqs/chance/calm.ts';
import { hostile } from '../sqs/chance/hostile.ts';
import { Queues } from '../sqs/queues.ts';
import { QueuesInTime } from '../sqs/queues-in-time.ts';
import { checkModelled } from '../template/known.ts';
import { namesOf } from '../template/names.ts';
import { Resolver, type Template } from '../template/template.ts';
import type { Timeline } from '../time/timeline.ts';
import { rateOf } from './schedules.ts';
import { createTable } from './tables.ts';

/** What AWS leaves open: drawn within what it documents, or as mild as LocalStack is. */
export type Profile = 'aws' | 'localstack';

export interface CloudOptions {
  readonly stack: string;
  readonly template: Template;
  /** The translated module of each function, by the logical id of the function. */
  readonly modules: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly profile: Profile;
  readonly timeline: Timeline;
  /** Ends the simulation with an error. */
  readonly fail: (error: unknown) => void;
  /** Notes whose code runs now. */
  readonly enter: (name: string) => void;
}

/** The account and the region of everything, as LocalStack has them. */
const CALLER = { account: '000000000000', region: 'us-east-1' };
export const ENDPOINT = 'http://127.0.0.1:4566';
/** What DynamoDB leaves open is drawn: how far an eventually consistent read is behind, which is rarely far. */
const HISTORY_MS = 500;
/** How often Lambda tries an asynchronous invocation again, and after how long (https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html). */
const RETRIES_AFTER_MS = [60_000, 120_000];

/** All that a template says, running on a timeline. */
export class SimulatedCloud {
  readonly network: Network;
  readonly streams: Streams;
  /** What is not simulated, because it changes nothing: types of resources with their counts. */
  readonly ignored: ReadonlyMap<string, number>;
  readonly #functions = new Map<string, SimulatedFunction>();
  readonly #options: CloudOptions;
  readonly #physical: (logical: string) => string;

  constructor(options: CloudOptions) {
    this.#options = options;
    const { template, stack, timeline, seed, fail } = options;
    this.ignored = checkModelled(template);
    const place = { ...CALLER, stack };
    const names = namesOf(place, ENDPOINT);
    const resolver = new Resolver(template, names, place);
    const nameOf = (logical: string) => names.name(logical, template.Resources[logical] as never);
    this.#physical = (logical) => {
      const resource = template.Resources[logical];
      return resource === undefined ? '' : names.ref(logical, resource);
    };
    this.streams = streamsOf(seed);
    this.network = new Network(timeline);
    const { streams, network } = this;
    const logs = new Logs();
    const rules = new Rules(() => timeline.nowMs);
    const database = new Database({ historyMs: HISTORY_MS });
    const messages = new MessageJournal();
    const queueCore = new Queues({
      listener: messages.hear,
      urlOf: ({ account }, name) => `${ENDPOINT}/${account}/${name}`,
    });
    const isHostile = options.profile === 'aws';
    const chance = isHostile ? hostile(streams) : calm(streams);
    const luck = isHostile ? hostilePollers(streams) : calmPollers;
    const queues = new QueuesInTime(queueCore, timeline, chance);

    for (const { logical, properties } of resolver.of('AWS::DynamoDB::Table'))
      createTable(database, nameOf(logical), properties, CALLER, timeline.nowMs);
    for (const { logical, properties } of resolver.of('AWS::SQS::Queue'))
      queueCore.call('CreateQueue', { QueueName: nameOf(logical), Attributes: attributesOf(properties) }, CALLER, {
        nowMs: timeline.nowMs,
        chance,
      });

    const refuse = (what: string): never => {
      const error = new NotModelled(what);
      fail(error);
      throw error;
    };
    const world: LambdaWorld = {
      ...{ timeline, startMs: timeline.nowMs, streams, network, logs, refuse, enter: options.enter },
      disturb: disturbBy(rules, () => timeline.nowMs),
      variablesOf: ({ name, handler, runtime, memoryMb, logGroup }, stream) => ({
        ...{ AWS_REGION: CALLER.region, AWS_DEFAULT_REGION: CALLER.region, AWS_ENDPOINT_URL: ENDPOINT, TZ: ':UTC' },
        ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_SESSION_TOKEN: 'test' },
        ...{
          AWS_LAMBDA_FUNCTION_NAME: name,
          AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
          AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb),
        },
        ...{
          AWS_LAMBDA_LOG_GROUP_NAME: logGroup,
          AWS_LAMBDA_LOG_STREAM_NAME: stream,
          AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
        },
        ...{ AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand', LAMBDA_TASK_ROOT: '/var/task', _HANDLER: handler },
      }),
      readsRules: ({ headers, body }, { CHAOS_TABLE }) =>
        CHAOS_TABLE !== undefined &&
        (headers['x-amz-target'] ?? '').startsWith('DynamoDB_') &&
        Buffer.from(body).includes(`"${CHAOS_TABLE}"`),
    };
    const byArn = new Map<string, SimulatedFunction>();
    for (const { logical, properties } of resolver.of('AWS::Lambda::Function')) {
      const made = this.#makeFunction(logical, nameOf(logical), properties, world);
      this.#functions.set(made.settings.name, made);
      byArn.set(made.settings.arn, made);
    }
    const functionOf = (nameOrArn: unknown, logical: string): SimulatedFunction => {
      const found = byArn.get(String(nameOrArn)) ?? this.#functions.get(String(nameOrArn));
      if (found === undefined) throw new NotModelled(`The function ${JSON.stringify(nameOrArn)} of ${logical}`);
      return found;
    };
    const mappings = new Map<string, MappingControl>();
    for (const { logical, properties } of resolver.of('AWS::Lambda::EventSourceMapping')) {
      const consumer = functionOf(properties.FunctionName, logical);
      const source = String(properties.EventSourceArn);
      if (!source.includes(':sqs:')) throw new NotModelled(`The event source of ${logical}`);
      let isEnabled = properties.Enabled !== false;
      const mapping = startQueueMapping(properties as unknown as QueueMappingSettings, {
        ...{ timeline, luck },
        queues: (operation, input, done) => queues.call(operation, input, CALLER, done),
        invoke: (event, done) =>
          consumer.invoke(JSON.stringify(event), (outcome) =>
            done(
              outcome.kind === 'answered'
                ? { kind: 'answered', payload: JSON.parse(outcome.payload) }
                : { kind: outcome.kind },
            ),
          ),
      });
      const uuid = nameOf(logical);
      mappings.set(uuid, {
        ...{ uuid, eventSourceArn: source, functionArn: consumer.settings.arn, isEnabled: () => isEnabled },
        enable: (enabled) => {
          isEnabled = enabled;
          mapping.update({ Enabled: enabled });
        },
      });
    }
    const invokeLater: LambdaApiParts['invokeLater'] = (invoked, payload) =>
      this.#invokeAsync(invoked, payload, RETRIES_AFTER_MS.length);
    for (const { logical, properties } of resolver.of('AWS::Events::Rule'))
      this.#schedule(logical, properties, functionOf);
    network.connect(
      serviceFor({
        ...{ timeline, database, queues, logs, fail, caller: CALLER },
        chance: { missedWrites: () => 0, leavesUnprocessed: () => false, transactionMs: () => 0 },
        lambda: lambdaApi({ functions: this.#functions, mappings, invokeLater }),
        restApi: restApis({
          ...{ routes: routesOf(resolver, functionOf), draw: streams('rest-api'), account: CALLER.account },
          ...{ nowMs: () => timeline.nowMs, after: (ms, run) => timeline.after(ms, run) },
        }),
        lab: labApi({
          ...{ rules, messages },
          environments: () =>
            [...this.#functions.values()].flatMap((one) =>
              Array.from({ length: one.environments }, () => ({ function: one.settings.name })),
            ),
        }),
        faults: new CallFaults(rules, timeline),
      }),
    );
  }

  get functionNames(): string[] {
    return [...this.#functions.keys()];
  }

  /** The physical id of a resource. */
  physical(logical: string): string {
    return this.#physical(logical);
  }

  #makeFunction(
    logical: string,
    name: string,
    properties: Readonly<Record<string, unknown>>,
    world: LambdaWorld,
  ): SimulatedFunction {
    const runtime = String(properties.Runtime ?? '');
    const module = this.#options.modules[logical];
    if (!runtime.startsWith('nodejs') || module === undefined)
      throw new NotModelled(`The function ${logical} (${runtime || 'a container'})`);
    const { Variables = {} } = (properties.Environment ?? {}) as { Variables?: Record<string, unknown> };
    const settings = {
      ...{ name, arn: `arn:aws:lambda:${CALLER.region}:${CALLER.account}:function:${name}`, runtime },
      handler: String(properties.Handler),
      evaluate: compile(module),
      codeHash: createHash('sha256').update(JSON.stringify(properties.Code)).digest('base64'),
      logGroup: `/aws/lambda/${name}`,
      timeoutS: Number(properties.Timeout ?? 3),
      memoryMb: Number(properties.MemorySize ?? 128),
      variables: Object.fromEntries(Object.entries(Variables).map(([key, value]) => [key, String(value)])),
      reservedConcurrency: properties.ReservedConcurrentExecutions as number | undefined,
    };
    return new SimulatedFunction(settings, world);
  }

  #invokeAsync(invoked: SimulatedFunction, payload: string, retries: number): void {
    const { timeline } = this.#options;
    invoked.invoke(payload, (outcome) => {
      // A throttled event waits and is tried again, for hours.
      if (outcome.kind === 'throttled') timeline.after(1_000, () => this.#invokeAsync(invoked, payload, retries));
      else if (outcome.kind === 'failed' && retries > 0)
        timeline.after(RETRIES_AFTER_MS.at(-retries) as number, () => this.#invokeAsync(invoked, payload, retries - 1));
    });
  }

  #schedule(
    logical: string,
    properties: Readonly<Record<string, unknown>>,
    functionOf: (arn: unknown, logical: string) => SimulatedFunction,
  ): void {
    if (properties.State === 'DISABLED') return;
    const { timeline } = this.#options;
    const everyMs = rateOf(String(properties.ScheduleExpression), logical);
    const id = this.#physical(logical);
    for (const target of (properties.Targets ?? []) as {
      Arn: string;
      Input?: string;
      RetryPolicy?: { MaximumRetryAttempts?: number };
    }[]) {
      const invoked = functionOf(target.Arn, logical);
      const retries = Math.min(
        RETRIES_AFTER_MS.length,
        target.RetryPolicy?.MaximumRetryAttempts ?? RETRIES_AFTER_MS.length,
      );
      const come = () => {
        timeline.after(everyMs, come);
        const time = `${new Date(timeline.nowMs).toISOString().slice(0, 19)}Z`;
        const event = {
          ...{ version: '0', id: `${id}-${time}`, 'detail-type': 'Scheduled Event', source: 'aws.events' },
          ...{ account: CALLER.account, time, region: CALLER.region, resources: [], detail: {} },
        };
        this.#invokeAsync(invoked, target.Input ?? JSON.stringify(event), retries);
      };
      timeline.after(everyMs, come);
    }
  }
}

const ATTRIBUTES = [
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'DelaySeconds',
  'FifoQueue',
  'FifoThroughputLimit',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'VisibilityTimeout',
];

function attributesOf(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    ATTRIBUTES.flatMap((name) => {
      const value = properties[name];
      if (value === undefined) return [];
      return [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]];
    }),
  );
}

function routesOf(resolver: Resolver, functionOf: (arn: unknown, logical: string) => SimulatedFunction): RestRoute[] {
  const resources = new Map(
    resolver
      .of('AWS::ApiGateway::Resource')
      .map(({ logical, properties }) => [resolver.resolve({ Ref: logical }, logical), properties]),
  );
  const pathOf = (id: unknown): string => {
    const resource = resources.get(id);
    return resource === undefined ? '' : `${pathOf(resource.ParentId)}/${resource.PathPart}`;
  };
  return resolver.of('AWS::ApiGateway::Method').map(({ logical, properties }) => {
    const { Type, Uri } = (properties.Integration ?? {}) as { Type?: string; Uri?: string };
    const [, arn] = /functions\/(arn:[^/]+)\/invocations$/.exec(String(Uri)) ?? [];
    if (Type !== 'AWS_PROXY' || arn === undefined) throw new NotModelled(`The integration ${Type} of ${logical}`);
    return {
      ...{ apiId: String(properties.RestApiId), method: String(properties.HttpMethod) },
      ...{ resource: pathOf(properties.ResourceId) || '/', function: functionOf(arn, logical) },
    };
  });
}
