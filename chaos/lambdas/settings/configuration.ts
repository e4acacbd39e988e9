import {
  GetFunctionConfigurationCommand,
  LambdaClient,
  PreconditionFailedException,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import {
  type FunctionConfigurationEffect,
  functionConfiguration,
} from '../../faults/settings/function-configuration.ts';
import { processEnvironment } from '../environment.ts';
import { orNoSuchTarget } from '../no-such-target.ts';
import type { Setting } from './setting.ts';
import { settingLambda } from './setting-lambda.ts';

const VARIABLE = 'environment.';
const TRIES = 3;

/** Memory and environment variables of a function: `memoryMib` and `environment.NAME`. */
export function configurationSetting(lambda: LambdaClient): Setting<{ function: string }, FunctionConfigurationEffect> {
  const configurationOf = async (FunctionName: string) => {
    const call = lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    const found = await orNoSuchTarget(`The function "${FunctionName}"`, ['ResourceNotFoundException'], call);
    const unreadable = found.Environment?.Error;
    // Lambda takes the environment as a whole: writing it without having read it would wipe it out.
    if (unreadable !== undefined) {
      throw new Error(
        `The environment variables of "${FunctionName}" cannot be read (${unreadable.Message}), so they could not be put ` +
          'back. Allow this function to decrypt with their key.',
      );
    }
    return found;
  };
  return {
    subjectOf: (target) => target.function,

    async read(name) {
      const { MemorySize = null, Environment, LastUpdateStatus, State } = await configurationOf(name);
      const variables = Object.entries(Environment?.Variables ?? {}).map(([key, value]) => [VARIABLE + key, value]);
      const settled = LastUpdateStatus !== 'InProgress' && State !== 'Pending';
      return { values: { memoryMib: MemorySize, ...Object.fromEntries(variables) }, settled };
    },

    async write(name, { memoryMib, ...values }) {
      const changes = Object.entries(values).map(([field, value]) => [field.slice(VARIABLE.length), value] as const);
      if (memoryMib === undefined && changes.length === 0) return;
      for (let tries = 1; ; tries++) {
        const { Environment, RevisionId } = await configurationOf(name);
        const variables = { ...Environment?.Variables };
        for (const [key, value] of changes) {
          if (value === null) delete variables[key];
          else variables[key] = String(value);
        }
        try {
          await lambda.send(
            new UpdateFunctionConfigurationCommand({
              FunctionName: name,
              RevisionId,
              ...(typeof memoryMib === 'number' && { MemorySize: memoryMib }),
              ...(changes.length > 0 && { Environment: { Variables: variables } }),
            }),
          );
          return;
        } catch (error) {
          // Somebody has changed the function since it was read: their variables must not be undone.
          if (!(error instanceof PreconditionFailedException) || tries >= TRIES) throw error;
        }
      }
    },

    wanted: (effect) => effect,
  };
}

/**
 * The chaos function that reconfigures functions, which makes cold starts. Anybody may invoke it:
 *
 *     {"action": "inject", "id": "wrong-table", "target": {"function": "shop-payments"},
 *      "parameters": {"environment": {"PAYMENTS_TABLE": "gone"}}, "durationSeconds": 20}
 *     {"action": "withdraw", "id": "wrong-table"}
 *     {"action": "status"}
 */
export const handler = settingLambda(
  functionConfiguration,
  configurationSetting(new LambdaClient({})),
  processEnvironment,
);
