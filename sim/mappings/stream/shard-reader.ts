import type { readFilters } from '../filters.ts';
import { type BatchPorts, workOff } from './batch.ts';
import { eventOf, lanesOf, type StreamRecord } from './records.ts';
import type { Streams } from './streams.ts';

/** "Lambda polls shards in your DynamoDB stream for records at a base rate of 4 times per second." */
const POLL_EVERY_MS = 250;
const MOST_RECORDS = 1000;

/** Reads one shard to its end, a batch at a time. */
export class ShardReader {
  readonly #ports: BatchPorts;
  readonly #streams: Streams;
  readonly #passes: ReturnType<typeof readFilters>;
  readonly #ended: () => void;
  #batch: StreamRecord[] = [];
  #beganMs = 0;
  #isClosed = false;
  #timer: (() => void) | undefined;

  constructor(ports: BatchPorts, streams: Streams, passes: ReturnType<typeof readFilters>, ended: () => void) {
    this.#ports = ports;
    this.#streams = streams;
    this.#passes = passes;
    this.#ended = ended;
  }

  /** Reads what is there, or looks again later. */
  read(): void {
    const { plan, timeline, shardId } = this.#ports;
    if (this.#ports.isStopped()) return;
    while (!this.#isClosed && this.#batch.length < plan.batchSize) {
      const limit = Math.min(MOST_RECORDS, plan.batchSize - this.#batch.length);
      const { records, isClosed } = this.#streams.read(shardId, limit);
      this.#isClosed = isClosed;
      if (records.length === 0) break;
      if (this.#batch.length === 0) this.#beganMs = timeline.nowMs;
      // What no filter lets through is never seen, and does not fill a batch.
      this.#batch.push(...records.filter((record) => this.#passes(eventOf(record, plan.streamArn))));
    }
    const isFull = this.#batch.length >= plan.batchSize || timeline.nowMs >= this.#beganMs + plan.windowMs;
    if (this.#batch.length > 0 && (isFull || this.#isClosed)) this.#hand();
    else if (this.#isClosed) this.#ended();
    else this.#timer = timeline.at(timeline.nowMs + POLL_EVERY_MS, () => this.read());
  }

  #hand(): void {
    const lanes = lanesOf(this.#batch, this.#ports.plan.lanes);
    const last = this.#batch[this.#batch.length - 1] as StreamRecord;
    this.#batch = [];
    let running = lanes.length;
    for (const lane of lanes)
      workOff(lane, this.#ports, () => {
        running -= 1;
        if (running > 0) return;
        this.#streams.checkpoint(this.#ports.shardId, last.dynamodb.SequenceNumber);
        const { timeline } = this.#ports;
        // Not at once, so that a function that answers at once does not grow the stack.
        this.#timer = timeline.at(timeline.nowMs, () => this.read());
      });
  }

  stop(): void {
    this.#timer?.();
  }
}
