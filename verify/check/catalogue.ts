import { pathToFileURL } from 'node:url';
import { historyCheckers } from '../checkers/history-checkers.ts';
import { sessionCheckers } from '../checkers/sessions/session-checkers.ts';
import { consistencyModels } from '../checkers/transactions/consistency/consistency-models.ts';
import { isolationCheckers, weakCheckers } from '../checkers/transactions/transaction-checkers.ts';
import { workloadCheckers } from '../checkers/workloads/workload-checkers.ts';
import { linearizability } from '../linearizability/linearizability.ts';
import { type AnyModel, modelCalled, models } from '../linearizability/models/models.ts';
import type { Checker } from '../verdict/checker.ts';
import { CheckError, meantBy } from './check-error.ts';

/** A checker that judges any history file, and the models that it may be given, if any. */
export interface Entry {
  readonly checker: Checker<Options>;
  readonly models: readonly string[];
}

/** What checkers of the catalogue are given: the time that they have, and the model that was asked for. */
interface Options {
  readonly outOfTime: () => boolean;
  readonly model?: unknown;
  /** What else the checker says may be set of it. */
  readonly [option: string]: unknown;
}

const judgesBy = (checker: Checker<never>, names: readonly string[] = []): Entry => {
  return { checker: checker as Checker<unknown>, models: names };
};

/** Every checker by name, in the order in which people are told of them. */
export const catalogue: ReadonlyMap<string, Entry> = new Map(
  [
    judgesBy(linearizability, [...models.keys()]),
    ...isolationCheckers.map((checker) => judgesBy(checker, consistencyModels)),
    ...weakCheckers.map((checker) => judgesBy(checker)),
    ...sessionCheckers.map((checker) => judgesBy(checker)),
    ...workloadCheckers.map((checker) => judgesBy(checker)),
    ...historyCheckers.map((checker) => judgesBy(checker)),
  ].map((entry) => [entry.checker.name, entry]),
);

/**
 * The checker of a name, or the one that a TypeScript file exports as `checker`.
 * @throws CheckError
 */
export async function checkerOf(name: string): Promise<Entry> {
  if (isFile(name)) {
    const checker = (await exportOf(name, 'checker')) as Checker<Options>;
    if (typeof checker.check !== 'function' || typeof checker.name !== 'string')
      throw new CheckError(
        `the checker of ${name} has no name or no check()`,
        'verify/examples/ holds one that is complete.',
      );
    return { checker: { ...checker, claim: checker.claim ?? checker.name }, models: [] };
  }
  const entry = catalogue.get(name);
  if (entry === undefined) throw new CheckError(...noSuch('checker', name, [...catalogue.keys()]));
  return entry;
}

/**
 * The model that a checker is to judge by: one of its own, or for linearizability what a TypeScript file exports as
 * `model`.
 * @throws CheckError
 */
export async function modelOf({ checker, models: names }: Entry, name: string | undefined): Promise<unknown> {
  if (names.length === 0) {
    if (name === undefined) return undefined;
    throw new CheckError(`${checker.name} takes no model, but ${name} was given`, 'Leave --model away.');
  }
  if (checker.name !== linearizability.name) {
    if (name === undefined || names.includes(name)) return name;
    throw new CheckError(...noSuch('model', name, names));
  }
  if (name === undefined) {
    throw new CheckError(
      'linearizability is judged against a model: none was given',
      `Give one of ${names.join(', ')}.`,
    );
  }
  if (isFile(name)) {
    const model = (await exportOf(name, 'model')) as AnyModel;
    if (typeof model.step === 'function' && typeof model.keyOf === 'function' && model.operations) return model;
    throw new CheckError(
      `the model of ${name} has no operations, step() or keyOf()`,
      'verify/examples/ holds one that is complete.',
    );
  }
  const model = modelCalled(name);
  if (model === undefined) throw new CheckError(...noSuch('model', name, names));
  return model;
}

function isFile(name: string): boolean {
  return /\.[cm]?[jt]s$/.test(name);
}

async function exportOf(file: string, name: string): Promise<object> {
  let found: Readonly<Record<string, unknown>>;
  try {
    found = await import(pathToFileURL(file).href);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckError(`${file} cannot be loaded: ${reason}`, `It must be TypeScript that exports a ${name}.`);
  }
  const value = found[name];
  if (typeof value === 'object' && value !== null) return value;
  throw new CheckError(
    `${file} exports ${Object.keys(found).join(', ') || 'nothing'}, expected a ${name}`,
    `Write: export const ${name} = { ... }. verify/examples/ shows how.`,
  );
}

function noSuch(what: string, name: string, known: readonly string[]): [message: string, hint: string] {
  return [`there is no ${what} "${name}"${meantBy(name, known)}`, `There are: ${known.join(', ')}.`];
}
