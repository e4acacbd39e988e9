/** Why one transaction comes before another; an anti-dependency, if `isAnti`. */
export interface Before {
  readonly from: number;
  readonly to: number;
  readonly isAnti: boolean;
}

/**
 * Transactions of one cyclic component, and pairs of them whose order is to be chosen. What is forbidden is a cycle of
 * dependencies with one anti-dependency, or, `apart`, with any number of them that never follow each other: both are cycles
 * of steps, each a dependency and perhaps an anti-dependency behind it (Cerone, Gotsman: Analysing Snapshot Isolation, 2016).
 */
export class OrderedPairs {
  readonly #members: readonly number[];
  readonly #pairs: readonly (readonly [number, number])[];
  readonly #apart: boolean;
  readonly #after = new Map<number, number[]>();
  readonly #missedBy = new Map<number, number[]>();

  constructor(
    members: readonly number[],
    edges: readonly Before[],
    pairs: readonly (readonly [number, number])[],
    apart: boolean,
  ) {
    this.#members = members;
    this.#pairs = pairs;
    this.#apart = apart;
    for (const member of members) {
      this.#after.set(member, []);
      this.#missedBy.set(member, []);
    }
    for (const { from, to, isAnti } of edges) (isAnti ? this.#missedBy : this.#after).get(from)?.push(to);
  }

  /** Whether some order of all pairs closes no forbidden cycle. */
  exists(outOfTime: () => boolean): boolean | 'unknown' {
    return this.#extends(this.#pairs, outOfTime);
  }

  #extends(pairs: readonly (readonly [number, number])[], outOfTime: () => boolean): boolean | 'unknown' {
    const chosen: [number, number][] = [];
    const withdraw = <Result>(result: Result): Result => {
      for (const [from] of chosen) this.#after.get(from)?.pop();
      return result;
    };
    let open = pairs;
    for (let isForced = true; isForced; ) {
      isForced = false;
      const left: (readonly [number, number])[] = [];
      for (const [one, other] of open) {
        if (outOfTime()) return withdraw('unknown' as const);
        const canBe = this.#fits(one, other);
        const canBeOther = this.#fits(other, one);
        if (!canBe && !canBeOther) return withdraw(false);
        if (canBe && canBeOther) left.push([one, other]);
        else {
          isForced = true;
          chosen.push(canBe ? [one, other] : [other, one]);
          const [from, to] = chosen.at(-1) as [number, number];
          this.#after.get(from)?.push(to);
        }
      }
      open = left;
    }
    const [first, ...rest] = open;
    if (first === undefined) return withdraw(true);
    let result: boolean | 'unknown' = false;
    for (const [from, to] of [first, [first[1], first[0]] as const]) {
      this.#after.get(from)?.push(to);
      const found = this.#extends(rest, outOfTime);
      this.#after.get(from)?.pop();
      if (found === true) return withdraw(true);
      if (found === 'unknown') result = 'unknown';
    }
    return withdraw(result);
  }

  #fits(from: number, to: number): boolean {
    this.#after.get(from)?.push(to);
    const fits = this.#apart ? !this.#goesRound() : !this.#goesRoundOnce();
    this.#after.get(from)?.pop();
    return fits;
  }

  /** Where a step leads: over a dependency, and perhaps an anti-dependency behind it. */
  *#steps(from: number): Generator<number> {
    for (const to of this.#after.get(from) ?? []) {
      yield to;
      yield* this.#missedBy.get(to) ?? [];
    }
  }

  #goesRound(): boolean {
    const state = new Map<number, 'open' | 'done'>();
    for (const root of this.#members) {
      if (state.has(root)) continue;
      const path = [{ node: root, steps: this.#steps(root) }];
      state.set(root, 'open');
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const { value: to, done } = top.steps.next();
        if (done === true) {
          state.set(top.node, 'done');
          path.pop();
        } else if (state.get(to) === 'open') return true;
        else if (!state.has(to)) {
          state.set(to, 'open');
          path.push({ node: to, steps: this.#steps(to) });
        }
      }
    }
    return false;
  }

  /** A cycle of dependencies, or of them and one anti-dependency. */
  #goesRoundOnce(): boolean {
    for (const start of this.#members) {
      const reached = this.#reachedFrom(start);
      if (reached.has(start)) return true;
      for (const node of reached) if (this.#missedBy.get(node)?.includes(start)) return true;
    }
    return false;
  }

  #reachedFrom(start: number): Set<number> {
    const reached = new Set<number>();
    const stack = [start];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      for (const to of this.#after.get(node) ?? []) {
        if (reached.has(to)) continue;
        reached.add(to);
        stack.push(to);
      }
    }
    return reached;
  }
}
