import { type Draw, uuidOf } from '../chance/streams.ts';
import type { HttpOutcome, HttpRequest, Owner } from '../realm/owner.ts';
import { runAs } from '../realm/owner.ts';
import { Exited } from '../sandbox/process.ts';
import { type Handler, loadHandler } from '../sandbox/sandbox.ts';
import type { Act, Disturbance, Point } from './disturbance.ts';
import { Hold } from './hold.ts';
import type { LambdaWorld } from './lambda-world.ts';
import { failureOf, reportLine } from './report.ts';
import type { FunctionFailure, FunctionSettings, InvocationOutcome } from './settings.ts';

/** What runs in an environment. */
interface Running {
  readonly requestId: string;
  readonly payload: string;
  readonly startedMs: number;
  readonly deadlineMs: number;
  readonly disturbance: Disturbance | undefined;
  readonly done: (outcome: InvocationOutcome) => void;
  readonly endTimer: () => void;
  calls: number;
}

/** Whoever has environments. */
export interface Keeper {
  /** It waits for its next invocation. */
  idle(environment: Environment): void;
  died(environment: Environment): void;
}

const MS = 1_000;
const IDLE = 'between invocations';
const PAUSED = 'paused';

/** An execution environment: one evaluation of a function's code, which runs one invocation at a time and stands still between them. */
export class Environment implements Owner {
  readonly name: string;
  readonly stream: string;
  readonly draw: Draw;
  readonly #settings: FunctionSettings;
  readonly #world: LambdaWorld;
  readonly #hold: Hold;
  readonly #latency: Draw;
  readonly #variables: Readonly<Record<string, string>>;
  #handler: Handler | undefined;
  #running: Running | undefined;
  #isDead = false;
  #skewMs = 0;
  readonly #keeper: Keeper;

  constructor(settings: FunctionSettings, number: number, world: LambdaWorld, keeper: Keeper) {
    this.#settings = settings;
    this.#world = world;
    this.#keeper = keeper;
    this.name = `${settings.name}/${number}`;
    this.draw = world.streams(`environment/${this.name}`);
    this.#latency = world.streams(`latency/${this.name}`);
    const day = new Date(world.timeline.nowMs).toISOString().slice(0, 10).replaceAll('-', '/');
    this.stream = `${day}/[$LATEST]${uuidOf(world.streams(`names/${this.name}`)).replaceAll('-', '')}`;
    this.#hold = new Hold(world.timeline, (error) => this.uncaught(error));
    this.#variables = { ...settings.variables, ...world.variablesOf(settings, this.stream) };
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  nowMs(): number {
    return this.#world.timeline.nowMs + this.#skewMs;
  }

  monotonicMs(): number {
    return this.#world.timeline.nowMs - this.#world.startMs;
  }

  after(ms: number, run: () => void): () => void {
    return this.#hold.after(ms, run);
  }

  request(request: HttpRequest, done: (outcome: HttpOutcome) => void): () => void {
    const running = this.#running;
    const counts = running !== undefined && !this.#world.readsRules(request, this.#variables);
    if (counts) running.calls += 1;
    const call = counts ? running.calls : undefined;
    let isGivenUp = false;
    const origin = {
      function: this.#settings.name,
      environment: this.stream,
      ...(running && { requestId: running.requestId, payload: running.payload }),
      variables: this.#variables,
    };
    if (call !== undefined) this.#meet('before-call', call);
    this.#hold.soon(() => {
      this.#world.network.send({ request, origin, latency: this.#latency }, (outcome, backMs) => {
        if (call !== undefined && this.#running === running) this.#meet('after-call', call);
        this.#hold.after(backMs, () => {
          if (!isGivenUp) done(outcome);
        });
      });
    });
    return () => {
      isGivenUp = true;
    };
  }

  uncaught(error: unknown): void {
    if (error instanceof Exited || this.#isDead) return;
    this.#die(
      {
        errorType: 'Runtime.ExitError',
        errorMessage: `RequestId: ${this.#running?.requestId} Error: Runtime exited with error: exit status 129`,
      },
      String(error),
    );
  }

  /** Loads the code. @throws what the code throws while it loads */
  initialise(): void {
    const { evaluate, handler } = this.#settings;
    const exit = (how: string) =>
      this.#die(
        {
          errorType: 'Runtime.ExitError',
          errorMessage: `RequestId: ${this.#running?.requestId} Error: Runtime exited with error: ${how}`,
        },
        how,
      );
    this.#world.enter(this.#settings.name);
    this.#handler = runAs(this, () =>
      loadHandler({
        ...{ evaluate, handler, exit, variables: this.#variables },
        write: (text) => this.#log(text),
        refuse: (what) => this.#world.refuse(`${what}, called by the function ${this.#settings.name},`),
      }),
    );
    this.#hold.hold(IDLE);
  }

  /** Runs an invocation. @param initMs how long it took to begin, if this is the first one */
  invoke(requestId: string, payload: string, done: (outcome: InvocationOutcome) => void, initMs?: number): void {
    const { timeline, disturb } = this.#world;
    const startedMs = timeline.nowMs;
    const { timeoutS } = this.#settings;
    const deadlineMs = startedMs + timeoutS * MS;
    const keyField = this.#variables.CHAOS_KEY;
    const disturbance = disturb({ function: this.#settings.name, stream: this.stream, keyField }, requestId, payload);
    const endTimer = timeline.at(deadlineMs, () => {
      this.#log(
        `${new Date(timeline.nowMs).toISOString()} ${requestId} Task timed out after ${timeoutS.toFixed(2)} seconds`,
      );
      this.#die(
        {
          errorType: 'Sandbox.Timedout',
          errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutS.toFixed(2)} seconds`,
        },
        'timeout',
        'timeout',
      );
    });
    this.#running = { requestId, payload, startedMs, deadlineMs, disturbance, done, endTimer, calls: 0 };
    this.#initMs = initMs;
    this.#skewMs = disturbance?.skewMs ?? 0;
    for (const { afterMs, due } of disturbance?.later ?? [])
      timeline.after(afterMs, () => {
        if (this.#running?.requestId === requestId) this.#act(due());
      });
    this.#hold.release(IDLE);
    this.#meet('start');
    this.#hold.soon(() => this.#handle());
  }
  #initMs: number | undefined;

  /** It is not used any more. */
  retire(): void {
    this.#isDead = true;
    this.#hold.end();
  }

  #handle(): void {
    const running = this.#running as Running;
    const { requestId, deadlineMs, payload } = running;
    const isCurrent = () => this.#running === running;
    const settings = this.#settings;
    const context = {
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName: settings.name,
      memoryLimitInMB: String(settings.memoryMb),
      logGroupName: settings.logGroup,
      logStreamName: this.stream,
      invokedFunctionArn: settings.arn,
      awsRequestId: requestId,
      getRemainingTimeInMillis: () => deadlineMs - this.#world.timeline.nowMs,
    };
    this.#world.enter(settings.name);
    runAs(this, () => {
      (async () => (this.#handler as Handler)(JSON.parse(payload), context))().then(
        (value) => {
          if (!isCurrent()) return;
          let text: string;
          try {
            text = JSON.stringify(value === undefined ? null : value) ?? 'null';
          } catch (error) {
            this.#answered({
              kind: 'failed',
              error: failureOf(new Error(`Unable to stringify response body: ${error}`)),
            });
            return;
          }
          this.#answered({ kind: 'answered', payload: text });
        },
        (error: unknown) => {
          if (isCurrent()) this.#answered({ kind: 'failed', error: failureOf(error) });
        },
      );
    });
  }

  #answered(outcome: InvocationOutcome): void {
    const running = this.#running as Running;
    this.#meet('before-acknowledgement');
    this.#hold.soon(() => {
      if (this.#running !== running) return;
      this.#finish(outcome);
      // It stands still with all that it has begun.
      this.#hold.hold(IDLE);
      this.#keeper.idle(this);
    });
  }

  #finish(outcome: InvocationOutcome, status = outcome.kind === 'failed' ? 'error' : 'success'): void {
    const { requestId, startedMs, endTimer, done } = this.#running as Running;
    endTimer();
    const errorType = outcome.kind === 'failed' ? outcome.error.errorType : undefined;
    const durationMs = this.#world.timeline.nowMs - startedMs;
    this.#log(
      reportLine({ requestId, durationMs, initMs: this.#initMs, memoryMb: this.#settings.memoryMb, status, errorType }),
    );
    this.#running = undefined;
    this.#skewMs = 0;
    done(outcome);
  }

  #die(error: FunctionFailure, how: string, status = 'error'): void {
    if (this.#isDead) return;
    this.retire();
    if (status !== 'timeout') this.#log(`Runtime exited: ${how}`);
    if (this.#running !== undefined) this.#finish({ kind: 'failed', error }, status);
    this.#keeper.died(this);
  }

  #meet(point: Point, call?: number): void {
    this.#act(this.#running?.disturbance?.at(point, call) ?? []);
  }

  #act(acts: readonly Act[]): void {
    for (const act of acts) {
      if (this.#isDead) return;
      if (act.kind === 'kill') {
        this.#die(
          {
            errorType: 'Runtime.ExitError',
            errorMessage: `RequestId: ${this.#running?.requestId} Error: Runtime exited with error: signal: killed`,
          },
          'signal: killed',
        );
        return;
      }
      this.#hold.hold(PAUSED);
      this.#world.timeline.after(act.ms, () => this.#hold.release(PAUSED));
    }
  }

  #log(text: string): void {
    const at = Math.floor(this.#world.timeline.nowMs);
    for (const message of text.split('\n')) {
      if (message !== '') this.#world.logs.add(this.#settings.name, { at, message, stream: this.stream });
    }
  }
}
