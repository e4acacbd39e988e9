import { randomBytes } from 'node:crypto';
import leven from 'leven';
import * as z from 'zod';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { faultSchema } from '../../chaos/faults/rule.ts';
import type { FaultRequest } from '../../experiment/carriers/carrier.ts';
import { explainIssue } from '../../experiment/file/explain.ts';
import { durationSchema } from '../../kernel/duration.ts';
import { labCommand } from '../../kernel/project.ts';
import { UsageError } from '../../kernel/usage-error.ts';

/** Options of `./lab chaos inject`, as they were typed. */
export interface FaultOptions {
  readonly function?: string;
  readonly table?: string;
  readonly queue?: string;
  readonly service?: string;
  readonly operation?: readonly string[];
  readonly path?: string;
  readonly message?: string;
  readonly call?: string;
  readonly calledRegion?: string;
  readonly from?: string;
  readonly percentage?: string;
  readonly first?: string;
  readonly every?: string;
  readonly keys?: string;
  readonly param?: readonly string[];
  readonly for: string;
  readonly seed?: string;
  readonly id?: string;
  readonly allowLoss?: boolean;
}

const requestSchema = faultSchema({ id: z.string(), seed: z.number().int(), duration: durationSchema });

/**
 * The fault that somebody asked for on the command line.
 * @throws UsageError that names each wrong option, what it got and what was expected
 */
export function requestedFault(name: string, options: FaultOptions): FaultRequest {
  const fault = catalogue.find((one) => one.name === name);
  if (fault === undefined) throw unknownFault(name);
  const {
    function: aimed,
    table,
    queue,
    service,
    operation,
    path,
    message,
    calledRegion: region,
    from,
    keys,
  } = options;
  const call = numberOf(options.call);
  const given = {
    fault: name,
    target: defined({
      function: aimed,
      table,
      queue,
      service,
      operations: operation,
      path,
      message,
      call,
      region,
      from,
    }),
    parameters: parametersOf(options.param ?? []),
    percentage: numberOf(options.percentage),
    first: numberOf(options.first),
    every: numberOf(options.every),
    keys,
    'allow-loss': options.allowLoss,
    id: options.id ?? `${name}-${randomBytes(2).toString('hex')}`,
    seed: numberOf(options.seed) ?? 0,
    duration: options.for,
  };
  const parsed = requestSchema.safeParse(defined(given));
  if (!parsed.success) {
    const lines = parsed.error.issues
      .flatMap((issue) => explainIssue(issue, given))
      .map(({ at, says }) => `  ${optionOf(at)}: ${says}`);
    const hint = `${labCommand} chaos inject ${name} --help shows the options, docs/faults.md the parameters of ${name}.`;
    throw new UsageError(`the fault ${name} cannot be injected so:\n${lines.join('\n')}`, { hint });
  }
  const { duration: durationMs, ...rest } = parsed.data;
  return { ...rest, durationMs };
}

function unknownFault(name: string): UsageError {
  const names = catalogue.map((fault) => fault.name);
  const near = names.toSorted((a, b) => leven(a, name) - leven(b, name)).slice(0, 3);
  const hint = `Did you mean ${near.join(', ')}? ${labCommand} chaos list shows all.`;
  return new UsageError(`there is no fault "${name}"`, { hint });
}

function parametersOf(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, ...rest] = pair.split('=');
      if (rest.length === 0 || !name) {
        throw new UsageError(`"${pair}" is no parameter; expected name=value`, { hint: '--param delayMs=300' });
      }
      return [name, typed(rest.join('='))];
    }),
  );
}

/** Numbers, truth values, lists and objects as JSON has them; anything else is text. */
function typed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function numberOf(text: string | undefined): number | string | undefined {
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
}

function optionOf(at: readonly PropertyKey[]): string {
  const [first, ...rest] = at.map(String);
  if (first === 'duration') return '--for';
  if (first === 'parameters') return rest.length === 0 ? '--param' : `--param ${rest.join('.')}`;
  if (first === 'target')
    return rest.length === 0 ? 'its target' : `--${rest[0] === 'operations' ? 'operation' : rest[0]}`;
  return first === undefined ? 'the fault' : `--${first}`;
}

function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
