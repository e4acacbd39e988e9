import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { waitUntil } from '../../../kernel/wait-until.ts';
import { type Ability, within } from '../ability.ts';

/** A changed time-out ends what takes longer. */
export const functionSettings: Ability = {
  name: 'settings of functions',
  what: 'goes by the settings of a function as soon as they are changed',
  async ask({ lambda, outputs: { Hurried: FunctionName } }) {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 1 }));
    await waitUntil(async () => {
      const { LastUpdateStatus } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
      return LastUpdateStatus !== 'InProgress' || undefined;
    }, within);
    const Payload = JSON.stringify({ waitMs: 4_000 });
    const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
    return FunctionError !== undefined;
  },
};
