import { custom } from './custom.ts';
import { http } from './http.ts';
import { latency } from './latency.ts';
import { openSagas } from './open-sagas.ts';
import { queueDepth } from './queue-depth.ts';
import { sagaAge } from './saga-age.ts';
import { tableCount } from './table-count.ts';

/** Every kind of probe. The schema of experiments is derived from this list. */
export const probeKinds = [queueDepth, openSagas, sagaAge, tableCount, http, latency, custom] as const;
