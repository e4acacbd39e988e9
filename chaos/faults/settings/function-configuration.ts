import * as z from 'zod';
import type { Fault } from '../fault.ts';
import { functionSettingTarget } from '../target.ts';

const parameters = z.strictObject({
  memoryMib: z.number().int().min(128).max(10_240).optional().describe('Memory, and CPU in proportion.'),
  environment: z
    .record(z.string().regex(/^[A-Za-z]\w*$/), z.string().nullable())
    .optional()
    .describe('Environment variables to set; null removes one.'),
});

/** Memory in MiB as `memoryMib`, and each variable as `environment.NAME`; null: absent. */
export type FunctionConfigurationEffect = Readonly<Record<string, string | number | null>>;

/** A function that was deployed with a wrong configuration, or anew without reason. */
export const functionConfiguration: Fault<
  'function-configuration',
  typeof functionSettingTarget,
  typeof parameters,
  FunctionConfigurationEffect
> = {
  name: 'function-configuration',
  place: 'setting',
  summary: 'The function gets other environment variables or memory, and every execution environment starts anew.',
  description: `The configuration of the function is changed, as by a deployment with a wrong value: a table that does not exist, half the
memory. Any change retires all execution environments, so that the next invocations are cold starts; without parameters only the
variable \`FAULTLINE_COLD_START\` is set, which does that and nothing else. Putting it back makes cold starts again. Versions and aliases
keep their configuration: the change is seen where \`$LATEST\` is invoked. The former values of the variables that are named
here lie in the chaos table while the fault lasts, so name no secret ones.`,
  example: {
    target: { function: 'shop-payments' },
    parameters: { memoryMib: 128, environment: { LOG_LEVEL: 'DEBUG' } },
  },
  target: functionSettingTarget,
  parameters,
  decide({ id, parameters: { memoryMib, environment } }) {
    const variables = Object.entries(environment ?? {}).map(([name, value]) => [`environment.${name}`, value] as const);
    const effect = { ...(memoryMib !== undefined && { memoryMib }), ...Object.fromEntries(variables) };
    return Object.keys(effect).length > 0 ? effect : { 'environment.FAULTLINE_COLD_START': id };
  },
};
