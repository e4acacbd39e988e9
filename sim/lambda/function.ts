import { uuidOf } from '../chance/streams.ts';
import { Environment, type Keeper } from './environment.ts';
import type { LambdaWorld } from './lambda-world.ts';
import { failureOf } from './report.ts';
import type { FunctionFailure, FunctionSettings, InvocationOutcome } from './settings.ts';

/** Cold starts, in milliseconds. */
const COLD_START = { least: 120, spread: 380 };
/** AWS keeps an environment for some minutes that nobody invokes, without saying how many. */
const KEPT_MS = { least: 300_000, spread: 600_000 };
/** Of an account in a region, by default (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). */
const ACCOUNT_CONCURRENCY = 1_000;

/** A function with its execution environments. */
export class SimulatedFunction implements Keeper {
  readonly settings: FunctionSettings;
  readonly #world: LambdaWorld;
  readonly #idle: Environment[] = [];
  readonly #alive = new Set<Environment>();
  readonly #since = new WeakMap<Environment, number>();
  #busy = 0;
  #made = 0;
  /** Environments of earlier settings finish what they do, and are not used any more. */
  #outdated = new WeakSet<Environment>();

  constructor(settings: FunctionSettings, world: LambdaWorld) {
    this.settings = settings;
    this.#world = world;
    world.logs.open(settings.name);
  }

  /** How many environments are alive. */
  get environments(): number {
    return this.#alive.size;
  }

  /** Invokes it and waits for the answer. @param payload JSON */
  invoke(payload: string, done: (outcome: InvocationOutcome) => void): void {
    const { settings } = this;
    if (this.#busy >= (settings.reservedConcurrency ?? ACCOUNT_CONCURRENCY)) {
      done({ kind: 'throttled' });
      return;
    }
    this.#busy += 1;
    const requestId = uuidOf(this.#world.streams(`requests/${settings.name}`));
    const finished = (outcome: InvocationOutcome) => {
      this.#busy -= 1;
      done(outcome);
    };
    const draw = this.#world.streams(`environments/${settings.name}`);
    // Which of several is not said by AWS.
    const [warm] = this.#idle.splice(Math.floor(draw() * this.#idle.length), 1);
    if (warm !== undefined) warm.invoke(requestId, payload, finished);
    else this.#begin(requestId, payload, finished, COLD_START.least + draw() * COLD_START.spread);
  }

  /** A cold start. */
  #begin(requestId: string, payload: string, finished: (outcome: InvocationOutcome) => void, initMs: number): void {
    const { timeline } = this.#world;
    this.#made += 1;
    const cold = new Environment(this.settings, this.#made, this.#world, this);
    this.#alive.add(cold);
    const failure = this.#initialise(cold);
    timeline.after(initMs, () => {
      if (failure !== undefined) finished({ kind: 'failed', error: failure });
      else if (!cold.isDead) cold.invoke(requestId, payload, finished, initMs);
      else finished({ kind: 'failed', error: exited(requestId) });
    });
  }

  /** @returns the error of code that cannot be loaded */
  #initialise(cold: Environment): FunctionFailure | undefined {
    try {
      cold.initialise();
      return undefined;
    } catch (error) {
      this.#drop(cold);
      const failure = failureOf(error);
      const message = `INIT_REPORT\tStatus: error\tError Type: ${failure.errorType}\t${failure.errorMessage}`;
      const at = Math.floor(this.#world.timeline.nowMs);
      this.#world.logs.add(this.settings.name, { at, message, stream: cold.stream });
      return failure;
    }
  }

  /** New settings are those of new environments. */
  renew(): void {
    for (const environment of this.#idle.splice(0)) this.#drop(environment);
    for (const environment of this.#alive) this.#outdated.add(environment);
  }

  idle(environment: Environment): void {
    if (this.#outdated.has(environment)) {
      this.#drop(environment);
      return;
    }
    this.#idle.push(environment);
    const draw = this.#world.streams(`environments/${this.settings.name}`);
    const idleFor = KEPT_MS.least + draw() * KEPT_MS.spread;
    const since = this.#world.timeline.nowMs;
    this.#since.set(environment, since);
    this.#world.timeline.after(idleFor, () => {
      const place = this.#idle.indexOf(environment);
      if (place < 0 || this.#since.get(environment) !== since) return;
      this.#idle.splice(place, 1);
      this.#drop(environment);
    });
  }

  died(environment: Environment): void {
    this.#alive.delete(environment);
    const place = this.#idle.indexOf(environment);
    if (place >= 0) this.#idle.splice(place, 1);
  }

  #drop(environment: Environment): void {
    environment.retire();
    this.#alive.delete(environment);
  }
}

function exited(requestId: string): FunctionFailure {
  return { errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: Runtime exited` };
}
