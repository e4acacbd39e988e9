import { createHash } from 'node:crypto';
import { referred } from '../../infra/references.ts';
import { isObject } from '../../localstack/support/finding.ts';
import { known } from '../template/known.ts';
import type { AppTemplate } from '../template/merged.ts';
import { nameResources } from './names.ts';
import type { Json, Rewritable } from './rewritable.ts';

/** What stands in front of each function of the copy. */
export interface Front {
  /** The table in which the functions look for the rules of faults. */
  readonly chaosTable: string;
  /** The field of messages that holds their key; undefined: the message id stands in. */
  readonly key: string | undefined;
  /** Of our entry: what code becomes with it, as a digest. */
  readonly entryDigest: string;
}

/** A function's code with our entry beside it. */
export interface WrappedCode {
  /** Digest of the code as it was, by which the assembly knows it; of code in the template, the code. */
  readonly from: { readonly asset: string } | { readonly inline: string };
  readonly asset: string;
}

/** What was done to a template. */
export interface Rewriting {
  readonly wrapped: readonly WrappedCode[];
  /** Functions that stay as they are, and why, one sentence each. */
  readonly left: readonly string[];
}

const entry = 'faultline-chaos';

/**
 * Puts the functions of a template under chaos, gives names to what has none, so that they are the same in every run, and lets
 * everything go with the stack. Changes the template.
 *
 * @param bucket where assets of this stack lie, as the template says it
 */
export function rewriteTemplate(template: Rewritable, stack: string, front: Front, bucket: unknown): Rewriting {
  const wrapped: WrappedCode[] = [];
  const left: string[] = [];
  const providers = new Set(
    Object.values(template.Resources).flatMap(({ Properties }) => referred(Properties?.ServiceToken) ?? []),
  );
  const { Parameters: parameters = {} } = template;
  for (const resource of Object.values(template.Resources)) {
    if (resource.Properties) resource.Properties = known(resource.Properties, { stack, parameters }) as Json;
  }
  nameResources(template, stack);
  for (const [id, resource] of Object.entries(template.Resources)) {
    if ('DeletionPolicy' in resource) resource.DeletionPolicy = 'Delete';
    if ('UpdateReplacePolicy' in resource) resource.UpdateReplacePolicy = 'Delete';
    if (resource.Properties?.DeletionProtectionEnabled !== undefined)
      resource.Properties.DeletionProtectionEnabled = false;
    if (resource.Type !== 'AWS::Lambda::Function' || providers.has(id)) continue;
    const done = wrap(resource.Properties ?? {}, front, bucket);
    if (typeof done === 'string') left.push(`${id}: ${done}`);
    else wrapped.push(done);
  }
  return { wrapped, left };
}

/** The functions of a copy that are under chaos, by name. */
export function underChaos({ Resources }: AppTemplate): string[] {
  return Object.values(Resources).flatMap(({ Type, Properties: { Handler, FunctionName } }) =>
    Type === 'AWS::Lambda::Function' && Handler === `${entry}.handler` ? [String(FunctionName)] : [],
  );
}

function wrap(properties: Json, { chaosTable, key, entryDigest }: Front, bucket: unknown): WrappedCode | string {
  const { Runtime, Code, PackageType, Handler, Environment } = properties;
  if (PackageType === 'Image') return 'its code is a container image.';
  if (!String(Runtime).startsWith('nodejs')) return `its runtime is ${Runtime}, not Node.js.`;
  const from = codeOf(Code);
  if (from === undefined) return 'its code lies in a bucket, not in this app.';
  const digest = createHash('sha256')
    .update(`${JSON.stringify(from)}${entryDigest}`)
    .digest('hex');
  properties.Code = { S3Bucket: bucket, S3Key: `${digest}.zip` };
  properties.Handler = `${entry}.handler`;
  const variables = isObject(Environment) && isObject(Environment.Variables) ? Environment.Variables : {};
  const own = { FAULTLINE_HANDLER: Handler, CHAOS_TABLE: chaosTable, ...(key !== undefined && { CHAOS_KEY: key }) };
  properties.Environment = { Variables: { ...variables, ...own } };
  // What fires is found in the log, which lies where it does by default and as it was written.
  delete properties.LoggingConfig;
  return { from, asset: digest };
}

function codeOf(code: unknown): WrappedCode['from'] | undefined {
  if (!isObject(code)) return undefined;
  if (typeof code.ZipFile === 'string') return { inline: code.ZipFile };
  const [, asset] = /([0-9a-f]{64})\.zip$/.exec(String(code.S3Key)) ?? [];
  return asset === undefined ? undefined : { asset };
}
