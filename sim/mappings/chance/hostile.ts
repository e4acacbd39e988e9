import { backOffMs } from './calm.ts';
import type { Luck } from './luck.ts';

const LONGEST_DELIVERY_MS = 200;
const LONGEST_ACKNOWLEDGEMENT_MS = 100;
/** "event source mappings process each event at least once, and duplicate processing of records can occur" (Developer Guide, "How Lambda processes records from stream and queue-based event sources") */
const LOST_SHARE = 0.005;

/** Pollers as they may be; what they draw comes from streams of their own. */
export function hostile(streams: (name: string) => () => number): Luck {
  const [delivery, acknowledgement, lost, retry] = [
    streams('mappings/delivery'),
    streams('mappings/acknowledgement'),
    streams('mappings/lost-acknowledgement'),
    streams('mappings/retry'),
  ];
  return {
    deliveryMs: () => Math.floor(delivery() * LONGEST_DELIVERY_MS),
    acknowledgementMs: () => Math.floor(acknowledgement() * LONGEST_ACKNOWLEDGEMENT_MS),
    losesAcknowledgement: () => lost() < LOST_SHARE,
    retryMs: (tries) => Math.ceil(backOffMs(tries) * (0.5 + retry() / 2)),
  };
}
