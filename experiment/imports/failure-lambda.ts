import * as z from 'zod';
import { UsageError } from '../../kernel/usage-error.ts';
import {
  faultStep,
  type Imported,
  type ImportOptions,
  imported,
  nameIn,
  understood,
  type Written,
} from './imported.ts';

const flag = z.looseObject({
  enabled: z.boolean().default(false),
  percentage: z.number().min(0).max(100).default(100),
  match: z.array(z.unknown()).default([]),
});
/** One flag for each mode, as of version 1. */
const flagsSchema = z.strictObject({
  latency: flag.extend({ min_latency: z.number().default(0), max_latency: z.number().default(0) }).optional(),
  exception: flag.extend({ exception_msg: z.string().optional() }).optional(),
  statuscode: flag.extend({ status_code: z.number().optional() }).optional(),
  diskspace: flag.extend({ disk_space: z.number().optional() }).optional(),
  denylist: flag.extend({ deny_list: z.array(z.string()).default([]) }).optional(),
  timeout: flag.extend({ timeout_buffer_ms: z.number().default(0) }).optional(),
  corruption: flag.extend({ body: z.string().optional() }).optional(),
});
type Flags = z.output<typeof flagsSchema>;

/** One mode at a time and a rate from 0 to 1, as before version 1. */
const oneModeSchema = z
  .looseObject({
    isEnabled: z.boolean(),
    failureMode: z.enum(['latency', 'exception', 'statuscode', 'diskspace', 'denylist', 'blacklist']),
    rate: z.number().min(0).max(1).default(1),
    minLatency: z.number().default(0),
    maxLatency: z.number().default(0),
    exceptionMsg: z.string().optional(),
    statusCode: z.number().optional(),
    diskSpace: z.number().optional(),
    denylist: z.array(z.string()).default([]),
    blacklist: z.array(z.string()).default([]),
  })
  .transform(({ isEnabled, failureMode, rate, ...old }): Flags => {
    const given = { enabled: isEnabled, percentage: Math.round(rate * 10_000) / 100 };
    const values = {
      min_latency: old.minLatency,
      max_latency: old.maxLatency,
      ...(old.exceptionMsg !== undefined && { exception_msg: old.exceptionMsg }),
      ...(old.statusCode !== undefined && { status_code: old.statusCode }),
      ...(old.diskSpace !== undefined && { disk_space: old.diskSpace }),
      deny_list: [...old.denylist, ...old.blacklist],
    };
    return flagsSchema.parse({ [failureMode === 'blacklist' ? 'denylist' : failureMode]: { ...given, ...values } });
  });

const configurationSchema = z.union([oneModeSchema, flagsSchema]);

/** What such a configuration does not say either. */
export interface FailureLambdaOptions extends ImportOptions {
  /** The function that is wrapped. */
  readonly function: string;
}

/**
 * A configuration of failure-lambda, before version 1 and since (https://github.com/gunnargrosch/failure-lambda), as an
 * experiment: a fault for each mode that is enabled.
 * @param value the parsed JSON
 * @throws UsageError if it is no configuration, or nothing in it is enabled that means anything here
 */
export function importFromFailureLambda(value: unknown, options: FailureLambdaOptions): Imported {
  const flags = understood(configurationSchema, value, 'configuration of failure-lambda');
  const enabled = Object.entries(flags).filter(([, mode]) => mode?.enabled === true);
  const names = new Set<string>();
  const missing = enabled.flatMap(([mode, given]) =>
    given !== undefined && given.match.length > 0
      ? [`${mode}: its ${given.match.length} matchers of the event; faults here are aimed by path, message or key`]
      : [],
  );
  const found = enabled.map(([mode]) => faultsOf(mode as keyof Flags, flags, options.function));
  const method = found.flatMap(({ faults }, n) => {
    const [mode = '', given] = enabled[n] ?? [];
    const percentage = given === undefined || given.percentage === 100 ? {} : { percentage: given.percentage };
    return faults.map((fault) => faultStep(nameIn(names, mode), { ...fault, ...percentage }, options));
  });
  missing.push(...found.flatMap((one) => one.missing));
  if (method.length === 0) {
    const why = enabled.length === 0 ? 'no mode is enabled' : missing.join('\n');
    throw new UsageError(`nothing in this configuration means anything here: ${why}`, {
      hint: 'Enable a mode: latency, exception, statuscode, diskspace, denylist, timeout or corruption.',
    });
  }
  const different = found.flatMap((one) => one.different);
  const title = `The system bears ${enabled.map(([mode]) => mode).join(', ')} in ${options.function}`;
  return imported(
    { title, description: 'From a configuration of failure-lambda.', method, missing, different },
    options,
  );
}

interface Translated {
  readonly faults: readonly Written[];
  readonly missing: readonly string[];
  readonly different: readonly string[];
}

function faultsOf(mode: keyof Flags, flags: Flags, name: string): Translated {
  const target = { function: name };
  const each = { target, every: 1 };
  const one = (fault: Written, ...different: string[]): Translated => ({ faults: [fault], missing: [], different });
  switch (mode) {
    case 'latency': {
      const { min_latency: min = 0, max_latency: max = 0 } = flags.latency ?? {};
      const parameters = {
        distribution: 'uniform',
        delayMs: Math.round((min + max) / 2),
        jitterMs: Math.round(Math.abs(max - min) / 2),
      };
      return one({ fault: 'delay', target, parameters });
    }
    case 'exception': {
      const message = flags.exception?.exception_msg;
      return one({ fault: 'error', ...each, parameters: { type: 'Error', ...(message !== undefined && { message }) } });
    }
    case 'statuscode': {
      const statusCode = flags.statuscode?.status_code;
      return one({ fault: 'http-response', ...each, ...(statusCode !== undefined && { parameters: { statusCode } }) });
    }
    case 'diskspace':
      return one({ fault: 'disk-full', ...each }, 'diskspace: nothing is left of /tmp, not a certain amount');
    case 'timeout':
      return one(
        { fault: 'timeout', ...each, parameters: { when: 'before' } },
        'timeout: the function is killed at its deadline; failure-lambda lets its handler run shortly before it',
      );
    case 'corruption':
      return one(
        { fault: 'response-corruption', ...each },
        ...(flags.corruption?.body === undefined
          ? []
          : ['corruption: the answer is garbled, not replaced by the body']),
      );
    case 'denylist': {
      const hosts = (flags.denylist?.deny_list ?? []).map((pattern) => ({ pattern, service: serviceOf(pattern) }));
      const known = [...new Set(hosts.flatMap(({ service }) => service ?? []))];
      return {
        faults: known.map((service) => ({
          fault: 'unreachable',
          target: { ...target, service },
          parameters: { how: 'connection-refused' },
        })),
        missing: hosts.flatMap(({ pattern, service }) =>
          service === undefined ? [`denylist: ${pattern} is no host of one AWS service`] : [],
        ),
        different: [],
      };
    }
  }
}

/** The service whose hosts a pattern such as `dynamodb.*.amazonaws.com` is of. */
function serviceOf(pattern: string): string | undefined {
  return /^\^?([a-z0-9]+)(\\?\.|\.\*).*amazonaws/.exec(pattern)?.[1];
}
