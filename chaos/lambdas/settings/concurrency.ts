import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
} from '@aws-sdk/client-lambda';
import { type ReservedConcurrencyEffect, reservedConcurrency } from '../../faults/settings/reserved-concurrency.ts';
import { processEnvironment } from '../environment.ts';
import { orNoSuchTarget } from '../no-such-target.ts';
import type { Setting } from './setting.ts';
import { settingLambda } from './setting-lambda.ts';

/** The reserved concurrency of a function: `reservedConcurrency`, null where none is reserved. */
export function concurrencySetting(lambda: LambdaClient): Setting<{ function: string }, ReservedConcurrencyEffect> {
  return {
    subjectOf: (target) => target.function,

    async read(FunctionName) {
      const { ReservedConcurrentExecutions } = await orNoSuchTarget(
        `The function "${FunctionName}"`,
        ['ResourceNotFoundException'],
        lambda.send(new GetFunctionConcurrencyCommand({ FunctionName })),
      );
      return { values: { reservedConcurrency: ReservedConcurrentExecutions ?? null }, settled: true };
    },

    async write(FunctionName, { reservedConcurrency: value }) {
      if (value === undefined) return;
      if (value === null) await lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
      else {
        const ReservedConcurrentExecutions = Number(value);
        await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
      }
    },

    wanted: ({ reservedConcurrency }) => ({ reservedConcurrency }),
  };
}

/**
 * The chaos function that starves functions. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "starved", "target": {"function": "shop-payments"},
 *      "parameters": {"reservedConcurrency": 1}, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "starved"}
 *     {"action": "status"}
 */
export const handler = settingLambda(reservedConcurrency, concurrencySetting(new LambdaClient({})), processEnvironment);
