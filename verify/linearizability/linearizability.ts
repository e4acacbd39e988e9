import type { HistoryEvent } from '../history/event.ts';
import { type Checker, type CheckerResult, resultOf } from '../verdict/checker.ts';
import type { Linearization } from '../verdict/linearization.ts';
import { counterexampleOf } from '../verdict/verdict.ts';
import type { Violation } from '../verdict/verdict-schema.ts';
import { nameOf, type Partition } from './calls/partition.ts';
import { partitionsOf } from './calls/partitions-of.ts';
import type { AnyModel } from './models/models.ts';
import { type Explained, Explainer } from './picture/explain.ts';
import { type Budget, defaultBytes } from './search/budget.ts';
import { Descent } from './search/descent.ts';
import { type Found, Search } from './search/search.ts';

/** What linearizability is judged against, and when to give up. */
export interface LinearizabilityOptions extends Partial<Budget> {
  readonly model: AnyModel;
  /** Only the verdict: stop at the first key that is not linearizable, and look for no counterexample. */
  readonly verdictOnly?: boolean;
  /** Told the verdict as soon as it is known: an explanation may take much longer. */
  readonly tell?: (result: CheckerResult) => void;
  /** Of a history that is linearizable, tell of the first keys with an order of all their calls, to be drawn. */
  readonly whole?: boolean;
}

/** For so many keys it is told how far they are linearizable; others are only named. */
const explainedKeys = 3;

/** What is known of states is kept for the next key as long as it is no more than this. */
const keptBytes = 1024 * 1024;

/**
 * Every operation seems to take effect at one moment between its call and its return, in an order that the model
 * allows. Key by key: linearizability is local (Herlihy & Wing 1990). A key that is not linearizable is shown by its
 * shortest prefix that is not: the return that nothing explains and the calls that were open with it.
 */
export const linearizability: Checker<LinearizabilityOptions> = {
  name: 'linearizability',
  claim: 'Every operation seems to take effect at one moment between its call and its return.',
  complexity: 'O(n log n), exponential only in the calls that are open at once',
  source: 'Herlihy, Wing (1990); Wing, Gong (1993); Lowe: Testing for linearizability (2016)',
  definite: 'cut',
  looksFor: { words: ['operations of its model'], counted: ['operations'] },
  /** @param history may be a stream that can be read again: it is, for the times of what is drawn */
  check(history: Iterable<HistoryEvent>, options) {
    if (options === undefined) throw new Error('linearizability is judged against a model: none was given');
    return new Judge(history, options).judge();
  },
};

class Judge {
  readonly #history: Iterable<HistoryEvent>;
  readonly #model: AnyModel;
  readonly #budget: Budget;
  readonly #verdictOnly: boolean;
  readonly #tell: (result: CheckerResult) => void;
  readonly #whole: boolean;
  readonly #violations: Violation[] = [];
  readonly #linearizations: Linearization[] = [];
  readonly #descent: Descent<unknown>;
  #search: Search<unknown> | undefined;
  #operations = 0;
  #keys!: number;
  #configurations = 0;
  #unknown = 0;
  #gaveUp = '';

  constructor(history: Iterable<HistoryEvent>, options: LinearizabilityOptions) {
    const {
      model,
      outOfTime = () => false,
      bytes = defaultBytes,
      verdictOnly = false,
      tell = () => {},
      whole = false,
    } = options;
    this.#history = history;
    this.#model = model;
    this.#budget = { outOfTime, bytes };
    this.#verdictOnly = verdictOnly;
    this.#tell = tell;
    this.#whole = whole;
    this.#descent = new Descent(model);
  }

  judge(): CheckerResult {
    const partitions = partitionsOf(this.#history, this.#model);
    this.#keys = partitions.length;
    const undecided: Partition[] = [];
    for (const partition of partitions) {
      this.#operations += partition.calls.length;
      if (this.#isDone()) continue;
      if (!this.#decide(partition)) undecided.push(partition);
    }
    for (const partition of undecided) if (!this.#isDone()) this.#searchIn(partition);
    const counts = this.#counts();
    const counterexample = counterexampleOf(this.#violations);
    if (this.#whole && counterexample === undefined && this.#gaveUp === '') this.#tellWhole(partitions);
    const linearizations = this.#linearizations;
    const told = { counts, ...(linearizations.length > 0 && { linearizations }) };
    if (counterexample !== undefined) return { valid: false, ...told, counterexample };
    return this.#gaveUp === '' ? { valid: true, ...told } : { valid: 'unknown', ...told, error: this.#gaveUp };
  }

  #counts() {
    const [operations, keys, configurations, unknown] = [
      this.#operations,
      this.#keys,
      this.#configurations,
      this.#unknown,
    ];
    return { operations, keys, configurations, unknown };
  }

  #isDone(): boolean {
    return this.#verdictOnly && this.#violations.length > 0;
  }

  /** What is cheap, for all keys first; false when a search must follow. */
  #decide(partition: Partition): boolean {
    const shortcut = this.#model.shortcut?.(partition.calls);
    if (shortcut !== undefined) {
      if (!shortcut.valid) this.#accuse(partition, (explainer) => explainer.broken(partition, shortcut));
      return true;
    }
    const outcome = this.#descent.run(partition);
    if (outcome === 'impossible' && this.#verdictOnly) this.#name(partition);
    return outcome === 'linearizable';
  }

  #searchIn(partition: Partition): void {
    this.#search ??= new Search(this.#model);
    const found = this.#search.run(partition, this.#budget);
    this.#configurations += found.configurations;
    if (this.#search.bytes > keptBytes) this.#search = undefined;
    if (found.valid === false) this.#accuse(partition, (explainer) => explainer.impossible(partition, found));
    if (found.valid === 'unknown') this.#giveUp(partition, found);
  }

  #accuse(partition: Partition, explain: (explainer: Explainer) => Explained): void {
    if (this.#verdictOnly || this.#violations.length >= explainedKeys) {
      this.#name(partition);
      return;
    }
    if (this.#violations.length === 0) this.#tellOf(partition);
    const { what, events, linearization } = explain(this.#explainer());
    this.#violations.push({ id: nameOf(partition), what, events });
    if (linearization !== undefined) this.#linearizations.push(linearization);
  }

  #name(partition: Partition): void {
    this.#violations.push(unexplained(partition));
  }

  /** It may be stopped while it explains: then this is what is known. */
  #tellOf(partition: Partition): void {
    this.#tell({ ...resultOf([unexplained(partition)], {}), counts: this.#counts() });
  }

  #giveUp(partition: Partition, { configurations, passed }: Found): void {
    this.#unknown += 1;
    const returns = partition.returning.length;
    this.#gaveUp ||= `key ${partition.key}: gave up after ${configurations} configurations, ${passed} of ${returns} returns are linearizable`;
    if (this.#verdictOnly || this.#linearizations.length >= explainedKeys) return;
    this.#search = undefined;
    this.#linearizations.push(this.#explainer().unfinished(partition, passed));
  }

  #tellWhole(partitions: readonly Partition[]): void {
    const told = partitions.filter(({ returning }) => returning.length > 0).slice(0, explainedKeys);
    this.#linearizations.push(...told.map((partition) => this.#explainer().whole(partition)));
  }

  #explainer(): Explainer {
    return new Explainer(this.#history, this.#model, this.#budget);
  }
}

function unexplained(partition: Partition): Violation {
  const what = `no order explains its ${partition.calls.length} operations`;
  return { id: nameOf(partition), what, events: [] };
}
