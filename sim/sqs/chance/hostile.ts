import type { Chance } from '../calls/circumstances.ts';
import { type Draw, type Streams, uuidsOf } from './streams.ts';

/** How often each thing happens that SQS allows itself: shares from 0 to 1. */
export interface Rates {
  /** Of messages that are received, those of which a copy shows up: "it can be delivered more than once" ("At-least-once delivery"). */
  readonly duplicate: number;
  /** Of messages that are deleted, those of which a copy is back: "you might get that message copy again" (the same page). */
  readonly survivor: number;
  /** Of messages, those that count as received although nobody gets them (Developer Guide, "Avoiding inconsistent message processing"). */
  readonly phantom: number;
  /** Of receives, those that take messages out of order ("best-effort ordering", "Amazon SQS standard queues"). */
  readonly disorder: number;
  /** Of short polls, those that ask servers which have nothing, or not all ("Amazon SQS short and long polling"). */
  readonly sample: number;
  /** Of deletions by an old handle, those that delete nothing ("the message might not be deleted", API Reference, "DeleteMessage"). */
  readonly oldHandle: number;
  /** Of messages that become visible, those that do so late. */
  readonly late: number;
}

const OFTEN: Rates = {
  duplicate: 0.03,
  survivor: 0.01,
  phantom: 0.01,
  disorder: 0.3,
  sample: 0.3,
  oldHandle: 0.5,
  late: 0.2,
};

const LATEST_MS = 1500;
/** A copy is on a server that was not there; it is back soon. */
const LATEST_COPY_MS = 5000;
/** "the change can take up to 60 seconds for most of the attributes to propagate" (API Reference, "SetQueueAttributes") */
const LONGEST_SETTLING_MS = 60_000;

/** SQS as it may be by its documentation. FIFO queues keep their order and deliver once; the rest is drawn. */
export function hostile(streams: Streams, given: Partial<Rates> = {}): Chance {
  const rates: Rates = { ...OFTEN, ...given };
  const draws = new Map<string, Draw>();
  const draw = (name: string): number => {
    let stream = draws.get(name);
    if (stream === undefined) {
      stream = streams(`sqs/${name}`);
      draws.set(name, stream);
    }
    return stream();
  };
  const happens = (name: keyof Rates) => draw(name) < rates[name];
  const below = (name: string, limit: number) => Math.floor(draw(name) * limit);
  return {
    uuid: uuidsOf(streams('sqs/ids')),
    choose: (count) => (count > 1 && happens('disorder') ? below('order', count) : 0),
    sampled(asked, isLong) {
      if (!happens('sample')) return asked;
      const least = isLong ? 1 : 0;
      return least + below('sampled', asked - least + 1);
    },
    duplicateAfterMs: (visibilityMs) =>
      happens('duplicate') ? Math.min(visibilityMs, below('duplicate-after', LATEST_COPY_MS)) : undefined,
    survivesDeletionMs: () => (happens('survivor') ? below('survivor-after', LATEST_COPY_MS) : undefined),
    isReceivedByNobody: () => happens('phantom'),
    honoursOldHandle: () => !happens('oldHandle'),
    latenessMs: () => (happens('late') ? below('lateness', LATEST_MS) : 0),
    approximate: (count) => (count > 0 && happens('late') ? below('approximate', count + 1) : count),
    settlingMs: () => below('settling', LONGEST_SETTLING_MS),
  };
}
