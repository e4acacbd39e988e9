import type { Luck } from '../chance/luck.ts';
import { readFilters } from '../filters.ts';
import type { Invoke, Mapping, Timeline } from '../invocation.ts';
import { type BatchPorts, type Ended, runBatch } from './batch.ts';
import { gather, type Haul } from './poller.ts';
import { byPayload, filterable } from './records.ts';
import { Scaling } from './scaling.ts';
import { type Plan, type QueueMappingSettings, readPlan } from './settings.ts';
import { type CallQueues, Source } from './source.ts';

/** What a mapping from a queue is connected to. */
export interface QueueMappingPorts {
  /** SQS as the account of the mapping calls it. */
  readonly queues: CallQueues;
  readonly invoke: Invoke;
  readonly timeline: Timeline;
  readonly luck: Luck;
}

/** "up to 300 more instances per minute" */
const GROW_EVERY_MS = 200;
/** How long pollers leave a queue alone that is not there. */
const GONE_MS = 5000;

/** The pollers of one mapping by one set of settings. */
class Pollers {
  readonly #plan: Plan;
  readonly #passes: ReturnType<typeof readFilters>;
  readonly #ports: BatchPorts;
  readonly #scaling: Scaling;
  readonly #polls = new Set<() => void>();
  /** Pollers that poll, gather or wait for their function. */
  #busy = 0;
  #isStopped = false;
  #growth: (() => void) | undefined;

  constructor(settings: QueueMappingSettings, { queues, ...ports }: QueueMappingPorts) {
    this.#plan = readPlan(settings);
    this.#passes = readFilters(settings.FilterCriteria);
    this.#ports = { ...ports, source: new Source(this.#plan, queues) };
    this.#scaling = new Scaling(this.#plan.mostAtOnce);
  }

  /** Lets as many pollers begin as there is room for. */
  fill(): void {
    while (!this.#isStopped && this.#busy < this.#scaling.limit) this.#poll();
    this.#watch();
  }

  stop(): void {
    this.#isStopped = true;
    this.#growth?.();
    for (const callOff of [...this.#polls]) callOff();
  }

  #poll(): void {
    this.#busy += 1;
    let hasEnded = false;
    let callOff: (() => void) | undefined;
    const { timeline, source } = this.#ports;
    callOff = gather(this.#plan, source, timeline, (haul) => {
      hasEnded = true;
      if (callOff !== undefined) this.#polls.delete(callOff);
      this.#take(haul);
    });
    if (!hasEnded) this.#polls.add(callOff);
  }

  #take(haul: Haul | undefined): void {
    if (haul === undefined) {
      this.#ports.timeline.at(this.#ports.timeline.nowMs + GONE_MS, () => this.#release());
      return;
    }
    if (haul.messages.length === 0) {
      this.#scaling.idle();
      this.#release();
      return;
    }
    const passed = haul.messages.filter(({ record }) => this.#passes(filterable(record)));
    if (passed.length < haul.messages.length)
      this.#ports.source.delete(haul.messages.filter((message) => !passed.includes(message)));
    this.#run(byPayload(passed), haul.expiresMs);
    this.#watch();
  }

  /** Runs batches one after another: mostly it is one. */
  #run([batch, ...rest]: readonly Haul['messages'][], expiresMs: number): void {
    if (batch === undefined) {
      this.#release();
      return;
    }
    const { reportsFailures } = this.#plan;
    runBatch(batch, { reportsFailures, expiresMs }, this.#ports, (ended) => {
      this.#note(ended);
      // On FIFO later messages of a group must not overtake a failed one.
      if (ended.isComplete) this.#run(rest, expiresMs);
      else this.#release();
    });
  }

  #note({ isComplete, slowsDown }: Ended): void {
    if (slowsDown) this.#scaling.failed();
    else if (isComplete) this.#scaling.went();
  }

  #release(): void {
    this.#busy -= 1;
    // Not at once, so that a queue that answers at once does not grow the stack.
    if (!this.#isStopped) this.#ports.timeline.at(this.#ports.timeline.nowMs, () => this.fill());
  }

  /** While no poller is left to look for messages, another one joins every now and then. */
  #watch(): void {
    const isSaturated = !this.#isStopped && this.#polls.size === 0 && this.#busy >= this.#scaling.limit;
    if (!isSaturated || !this.#scaling.canGrow || this.#growth !== undefined) return;
    const { timeline } = this.#ports;
    this.#growth = timeline.at(timeline.nowMs + GROW_EVERY_MS, () => {
      this.#growth = undefined;
      if (this.#polls.size === 0 && this.#scaling.canGrow) this.#scaling.grow();
      this.fill();
    });
  }
}

/** Starts to poll a queue for a function, unless the mapping is disabled. */
export function startQueueMapping(settings: QueueMappingSettings, ports: QueueMappingPorts): Mapping {
  let current = settings;
  let pollers: Pollers | undefined;
  const begin = () => {
    if (current.Enabled === false) return;
    pollers = new Pollers(current, ports);
    pollers.fill();
  };
  begin();
  return {
    update(changed: Partial<QueueMappingSettings>) {
      current = { ...current, ...changed };
      pollers?.stop();
      pollers = undefined;
      begin();
    },
    stop() {
      pollers?.stop();
      pollers = undefined;
    },
  };
}
