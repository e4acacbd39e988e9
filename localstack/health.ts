import * as z from 'zod';

const healthSchema = z.object({ services: z.record(z.string(), z.string()), version: z.string() });

const identitySchema = z.object({
  version: z.string(),
  executor: z.string(),
  dynamodb: z
    .string()
    .nullable()
    .transform((url) => url ?? undefined),
});

/** What a LocalStack tells about itself. */
export type Health = z.infer<typeof healthSchema>;

/** What our plug-in inside of a LocalStack tells about itself; `dynamodb` is where its DynamoDB answers, once it does. */
export type PluginIdentity = z.infer<typeof identitySchema>;

/** Asks a LocalStack how it is; undefined if nobody, or something that is not LocalStack, answers. */
export function readHealth(endpoint: string): Promise<Health | undefined> {
  return getJson(`${endpoint}/_localstack/health`, healthSchema);
}

/** Asks for our plug-in; undefined if it is not there. */
export function readPluginIdentity(endpoint: string): Promise<PluginIdentity | undefined> {
  return getJson(`${endpoint}/_localstack/faultline`, identitySchema);
}

async function getJson<T>(url: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(15_000) });
    return response.ok ? schema.safeParse(await response.json()).data : undefined;
  } catch {
    return undefined;
  }
}
