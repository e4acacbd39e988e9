import { stringify } from 'yaml';
import * as z from 'zod';
import { durationText } from '../../kernel/duration.ts';
import { UsageError } from '../../kernel/usage-error.ts';

/** A step or a probe as a file writes it. */
export type Written = Readonly<Record<string, unknown>>;

/** What an experiment needs that the files of other tools do not say. */
export interface ImportOptions {
  /** The system under test. */
  readonly system: string;
  /** Names of the probes that this system brings to each of its experiments. */
  readonly standing: readonly string[];
  readonly seed: number;
  /** The load where the file has none: operations in all, and a second. */
  readonly operations: number;
  readonly rate: number;
  /** How long a fault acts of which the file does not say it, in milliseconds. */
  readonly duration: number;
}

/** What was understood of a file. */
export interface Draft {
  readonly title: string;
  readonly description: string;
  readonly hypothesis?: { readonly title: string; readonly probes: readonly Written[] };
  readonly method: readonly Written[];
  readonly rollbacks?: readonly Written[];
  /** Fields of the experiment that the tool has no words for. */
  readonly more?: Written;
  /** What has no counterpart here, one sentence each. */
  readonly missing: readonly string[];
  /** What is here otherwise than there, one sentence each. */
  readonly different: readonly string[];
}

/** An experiment file of the lab, and what it does not say. */
export interface Imported extends Pick<Draft, 'missing' | 'different'> {
  /** YAML. */
  readonly text: string;
}

const withdrawal = { type: 'action', name: 'withdraw', provider: { type: 'withdraw-faults' } };

/** Completes a draft to an experiment file; what the tool did not say and an experiment needs is said to be added. */
export function imported(draft: Draft, { system, seed, operations, rate }: ImportOptions): Imported {
  const isLoad = (step: Written) => (step.provider as Written).type === 'load';
  const load = { type: 'action', name: 'load', provider: { type: 'load', operations, rate } };
  const hasLoad = draft.method.some(isLoad);
  const { title, description, hypothesis, more = {} } = draft;
  const file = {
    title,
    description,
    system,
    seed,
    ...(hypothesis !== undefined && hypothesis.probes.length > 0 && { 'steady-state-hypothesis': hypothesis }),
    method: hasLoad ? draft.method : [load, ...draft.method],
    rollbacks: draft.rollbacks === undefined || draft.rollbacks.length === 0 ? [withdrawal] : draft.rollbacks,
    recovery: { within: '2m' },
    ...more,
  };
  const added = hasLoad ? [] : [`a load of ${operations} operations, ${rate} a second, is added: the file sends none`];
  return { text: stringify(file), missing: draft.missing, different: [...draft.different, ...added] };
}

/** A name for a step: lower-case words with dashes, and another one where it is taken. */
export function nameIn(taken: Set<string>, text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 70);
  const base = plain === '' ? 'step' : plain;
  let name = base;
  for (let n = 2; taken.has(name); n += 1) name = `${base}-${n}`;
  taken.add(name);
  return name;
}

/** A fault as a step of a method. Lengths in milliseconds. */
export function faultStep(
  name: string,
  fault: Written,
  { start = 0, duration }: { readonly start?: number; readonly duration: number },
): Written {
  const times = { ...(start > 0 && { start: durationText(start) }), duration: durationText(duration) };
  return { type: 'action', name, provider: { type: 'fault', ...fault, ...times } };
}

/**
 * The JSON or YAML of another tool as its schema has it.
 * @throws UsageError that names what is wrong
 */
export function understood<Output>(schema: z.ZodType<Output>, value: unknown, what: string): Output {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(`this is no ${what}:\n${z.prettifyError(parsed.error)}`, {
    hint: 'Give --from the tool that the file is of: chaostoolkit, fis or failure-lambda.',
  });
}
