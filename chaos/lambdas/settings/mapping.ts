import { GetEventSourceMappingCommand, LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { type EventSourceMappingEffect, eventSourceMapping } from '../../faults/settings/event-source-mapping.ts';
import { processEnvironment } from '../environment.ts';
import { NoSuchTarget, orNoSuchTarget } from '../no-such-target.ts';
import type { Setting } from './setting.ts';
import { settingLambda } from './setting-lambda.ts';

const mappingsSchema = z.array(z.object({ function: z.string(), queue: z.string(), uuid: z.string() }));

/** An event source mapping between a queue and a function. */
export type Mapping = z.output<typeof mappingsSchema>[number];

/**
 * The mappings that the stack has told this function of: to look for them it would need a right on all mappings of the account,
 * since `ListEventSourceMappings` knows no other.
 */
function deployedMappings(variable: string | undefined): Mapping[] {
  return mappingsSchema.parse(JSON.parse(variable ?? '[]'));
}

/** Whether a mapping hands out messages: `enabled`. */
export function mappingSetting(
  lambda: LambdaClient,
  mappings: () => readonly Mapping[],
): Setting<{ function: string; queue?: string | undefined }, EventSourceMappingEffect> {
  return {
    subjectOf(target) {
      const all = mappings();
      const fitting = all.filter(
        (mapping) => mapping.function === target.function && mapping.queue === (target.queue ?? mapping.queue),
      );
      const [only] = fitting;
      if (only !== undefined && fitting.length === 1) return `${only.function}<-${only.queue}/${only.uuid}`;
      const words = ({ queue, function: name }: Mapping) => `"${queue}" to "${name}"`;
      if (only === undefined) {
        throw new NoSuchTarget(
          `An event source mapping from ${JSON.stringify(target.queue ?? 'any queue')} to "${target.function}" ` +
            `(known: ${all.map(words).join(', ') || 'none'})`,
        );
      }
      throw new Error(
        `"${target.function}" has several mappings: ${fitting.map(words).join(', ')}. Name the queue too.`,
      );
    },

    async read(subject) {
      const { State } = await orNoSuchTarget(
        `The event source mapping ${subject}`,
        ['ResourceNotFoundException'],
        lambda.send(new GetEventSourceMappingCommand({ UUID: uuidOf(subject) })),
      );
      return { values: { enabled: State === 'Enabled' }, settled: State === 'Enabled' || State === 'Disabled' };
    },

    async write(subject, { enabled }) {
      if (enabled === undefined) return;
      await lambda.send(new UpdateEventSourceMappingCommand({ UUID: uuidOf(subject), Enabled: enabled === true }));
    },

    wanted: ({ enabled }) => ({ enabled }),
  };
}

function uuidOf(subject: string): string {
  return subject.slice(subject.lastIndexOf('/') + 1);
}

/**
 * The chaos function that cuts consumers off their queues. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "cut-off", "target": {"function": "shop-payments"}, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "cut-off"}
 *     {"action": "status"}
 */
export const handler = settingLambda(
  eventSourceMapping,
  mappingSetting(new LambdaClient({}), () => deployedMappings(process.env.CHAOS_MAPPINGS)),
  processEnvironment,
);
