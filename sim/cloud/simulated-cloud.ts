import { calm as calmDatabase } from '../../dynamodb/calls/circumstances.ts';
import { Database } from '../../dynamodb/database.ts';
import { streamsOf } from '../chance/streams.ts';
import { CallFaults } from '../faults/call-faults.ts';
import { disturbBy } from '../faults/disturb.ts';
import { Rules } from '../faults/rules.ts';
import { SimulatedFunction } from '../lambda/function.ts';
import { Logs } from '../lambda/logs.ts';
import { calm as calmPollers } from '../mappings/chance/calm.ts';
import { hostile as hostilePollers } from '../mappings/chance/hostile.ts';
import { Network } from '../network/network.ts';
import { NotModelled } from '../not-modelled.ts';
import { labApi } from '../services/lab-api.ts';
import { lambdaApi } from '../services/lambda-api.ts';
import { MessageJournal } from '../services/message-journal.ts';
import { restApis } from '../services/rest-api.ts';
import { readsRules, serviceFor } from '../services/serve.ts';
import { calm } from '../sqs/chance/calm.ts';
import { hostile } from '../sqs/chance/hostile.ts';
import { Queues } from '../sqs/queues.ts';
import { QueuesInTime } from '../sqs/queues-in-time.ts';
import { checkModelled } from '../template/known.ts';
import { namesOf } from '../template/names.ts';
import { Resolver, type Template } from '../template/template.ts';
import type { Timeline } from '../time/timeline.ts';
import { functionSettings, variablesOf } from './functions.ts';
import { invokeLater } from './invoke-later.ts';
import { startMapping } from './mappings.ts';
import { CALLER, ENDPOINT } from './place.ts';
import { createQueue } from './queues.ts';
import { restRoutes } from './routes.ts';
import { startSchedule } from './schedules.ts';
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

/** A cloud that is there. */
export interface SimulatedCloud {
  readonly network: Network;
  readonly functionNames: readonly string[];
  /** Types of resources that change nothing here and are left out, with their counts. */
  readonly ignored: ReadonlyMap<string, number>;
  /** The physical id of a resource. */
  physical(logical: string): string;
}

/** Makes all that a template says, and lets it run on a timeline. @throws NotModelled for what the simulator does not know */
export function makeCloud(options: CloudOptions): SimulatedCloud {
  const { template, stack, timeline, seed, fail, enter, modules } = options;
  const ignored = checkModelled(template);
  const place = { ...CALLER, stack };
  const names = namesOf(place, ENDPOINT);
  const resolver = new Resolver(template, names, place);
  const nameOf = (logical: string) => names.name(logical, resolver.resource(logical));
  const streams = streamsOf(seed);
  const network = new Network(timeline);
  const logs = new Logs();
  const messages = new MessageJournal();
  const rules = new Rules(() => timeline.nowMs);
  const database = new Database();
  const urlOf = ({ account }: typeof CALLER, name: string) => `${ENDPOINT}/${account}/${name}`;
  const core = new Queues({ listener: messages.hear, urlOf });
  const [chance, luck] =
    options.profile === 'aws' ? [hostile(streams), hostilePollers(streams)] : [calm(streams), calmPollers];
  const queues = new QueuesInTime(core, timeline, chance);

  for (const made of resolver.of('AWS::DynamoDB::Table'))
    createTable(database, nameOf(made.logical), made, timeline.nowMs);
  for (const made of resolver.of('AWS::SQS::Queue'))
    createQueue(core, nameOf(made.logical), made, chance, timeline.nowMs);

  const refuse = (what: string): never => {
    const error = new NotModelled(what);
    fail(error);
    throw error;
  };
  const disturb = disturbBy(rules, () => timeline.nowMs);
  const world = {
    ...{ timeline, startMs: timeline.nowMs, streams, network, logs, refuse, enter, disturb, variablesOf, readsRules },
  };
  const functions = new Map(
    resolver.of('AWS::Lambda::Function').map((made) => {
      const name = nameOf(made.logical);
      return [name, new SimulatedFunction(functionSettings(name, made, modules[made.logical]), world)];
    }),
  );
  const functionOf = (nameOrArn: unknown, logical: string): SimulatedFunction => {
    const found = functions.get(String(nameOrArn).split(':').at(-1) ?? '');
    if (found === undefined) throw new NotModelled(`The function ${JSON.stringify(nameOrArn)} of ${logical}`);
    return found;
  };
  const mappings = new Map(
    resolver.of('AWS::Lambda::EventSourceMapping').map((made) => {
      const consumer = functionOf(made.properties.FunctionName, made.logical);
      const uuid = nameOf(made.logical);
      return [uuid, startMapping(uuid, made, consumer, { timeline, luck, queues, database })];
    }),
  );
  for (const made of resolver.of('AWS::Events::Rule')) startSchedule(made, timeline, functionOf);
  const alive = () =>
    [...functions.values()].flatMap(({ environments, settings }) =>
      Array.from({ length: environments }, () => ({ function: settings.name })),
    );
  network.connect(
    serviceFor({
      ...{ timeline, database, queues, logs, fail, caller: CALLER, chance: calmDatabase },
      lambda: lambdaApi({
        functions,
        mappings,
        invokeLater: (invoked, payload) => invokeLater(timeline, invoked, payload),
      }),
      restApi: restApis({
        ...{ routes: restRoutes(resolver, functionOf), draw: streams('rest-api'), account: CALLER.account, timeline },
      }),
      lab: labApi({ rules, messages, environments: alive }),
      faults: new CallFaults(rules, timeline),
    }),
  );
  return {
    ...{ network, ignored, functionNames: [...functions.keys()] },
    physical: (logical) => (logical in template.Resources ? names.ref(logical, resolver.resource(logical)) : ''),
  };
}
