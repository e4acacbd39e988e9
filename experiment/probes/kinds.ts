import { custom } from './custom.ts';
import { http } from './http.ts';
import { itemAge } from './item-age.ts';
import { itemCount } from './item-count.ts';
import { latency } from './latency.ts';
import { queueDepth } from './queue-depth.ts';
import { tableCount } from './table-count.ts';

/** Every kind of probe. The schema of experiments is derived from this list. */
export const probeKinds = [queueDepth, itemCount, itemAge, tableCount, http, latency, custom] as const;
