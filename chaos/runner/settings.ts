import { GetFunctionConcurrencyCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** Settings that faults may change, as `setting of resource` to its value. */
export type Settings = Readonly<Record<string, string>>;

/** Reads every setting that a fault of the catalogue can change. */
export async function readSettings(lambda: LambdaClient, functions: readonly string[]): Promise<Settings> {
  const entries = await Promise.all(
    functions.map(async (name) => {
      const { ReservedConcurrentExecutions: reserved } = await lambda.send(
        new GetFunctionConcurrencyCommand({ FunctionName: name }),
      );
      return [`reserved concurrency of ${name}`, reserved === undefined ? 'none' : String(reserved)] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** What is not as before, one sentence each. */
export function changed(before: Settings, after: Settings): string[] {
  return Object.keys({ ...before, ...after })
    .filter((setting) => before[setting] !== after[setting])
    .map((setting) => `${setting} was ${before[setting] ?? 'absent'} and is ${after[setting] ?? 'absent'}`);
}
