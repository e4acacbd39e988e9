import { decide, type Usage } from '../handlers/limits/decide.ts';
import type { Limit } from '../handlers/limits/limit.ts';
import { type Ask, honest, type Limiter } from './limiter-run.ts';

/** A limiter that breaks a promise, and who has to notice. */
export interface Mutant {
  readonly name: string;
  readonly caughtBy: string;
  readonly limiter: Limiter;
}

/** Like the honest one, but for what it does with limits, with usage or with its rulings. */
function deciding(work: (ask: Ask, limit: Limit, usage: Map<string, Usage>) => boolean): Limiter {
  return (limits) => {
    const usage = new Map<string, Usage>();
    return (ask) => {
      const admitted = work(ask, limits[ask.bucket] as Limit, usage);
      return { admitted, ...(admitted && { metered: ask.bucket }) };
    };
  };
}

function take(usage: Map<string, Usage>, name: string, limit: Limit, at: number): boolean {
  const decision = decide(limit, usage.get(name), at);
  if (decision.admitted) usage.set(name, decision.state);
  return decision.admitted;
}

const generous = (limit: Limit): Limit =>
  limit.algorithm === 'token-bucket' ? { ...limit, burst: 2 * limit.burst } : { ...limit, calls: limit.calls + 1 };

/** Every n-th ruling of the honest one is changed. */
function every(n: number, changed: (ruling: ReturnType<ReturnType<Limiter>>, ask: Ask) => object): Limiter {
  return (limits) => {
    const ruled = honest(limits);
    let count = 0;
    return (ask) => {
      const ruling = ruled(ask);
      count += 1;
      return count % n === 0 ? { ...ruling, ...changed(ruling, ask) } : ruling;
    };
  };
}

export const mutants: readonly Mutant[] = [
  {
    name: 'what another one has read is written over',
    caughtBy: 'admitted-within-limit',
    limiter: (limits) => {
      const versions = new Map<string, Usage[]>();
      return ({ bucket, at }) => {
        const known = versions.get(bucket) ?? [];
        // Two are always under way: each reads what the one before the last has left.
        const decision = decide(limits[bucket] as Limit, known.at(-2), at);
        if (decision.admitted) versions.set(bucket, [...known, decision.state]);
        return { admitted: decision.admitted, ...(decision.admitted && { metered: bucket }) };
      };
    },
  },
  {
    name: 'each environment counts for itself',
    caughtBy: 'admitted-within-limit',
    limiter: (limits) => {
      const environments = [new Map<string, Usage>(), new Map<string, Usage>()];
      let turn = 0;
      return ({ bucket, at }) => {
        turn += 1;
        const admitted = take(environments[turn % 2] as Map<string, Usage>, bucket, limits[bucket] as Limit, at);
        return { admitted, ...(admitted && { metered: bucket }) };
      };
    },
  },
  {
    name: 'the limit is taken for a larger one',
    caughtBy: 'admitted-within-limit',
    limiter: deciding(({ bucket, at }, limit, usage) => take(usage, bucket, generous(limit), at)),
  },
  {
    name: 'all tenants share a bucket',
    caughtBy: 'refused-for-cause',
    limiter: deciding(({ bucket, at }, limit, usage) => take(usage, bucket.split('/')[1] as string, limit, at)),
  },
  {
    name: 'a call takes two',
    caughtBy: 'refused-for-cause',
    limiter: deciding(({ bucket, at }, limit, usage) => {
      const admitted = take(usage, bucket, limit, at);
      if (admitted) take(usage, bucket, limit, at);
      return admitted;
    }),
  },
  {
    name: 'whoever comes right after another is refused',
    caughtBy: 'refused-for-cause',
    limiter: (limits) => {
      const ruled = honest(limits);
      let last = Number.NEGATIVE_INFINITY;
      return (ask) => {
        const hurried = ask.at - last < 30;
        last = ask.at;
        return hurried ? { admitted: false } : ruled(ask);
      };
    },
  },
  {
    name: 'some are let pass uncounted',
    caughtBy: 'metered-once',
    limiter: every(3, () => ({ admitted: true, metered: undefined })),
  },
  {
    name: 'some are on the bill of another',
    caughtBy: 'metered-once',
    limiter: every(2, ({ metered }) => (metered === undefined ? {} : { metered: 'somebody/else' })),
  },
  {
    name: 'some are on the bill though they were refused',
    caughtBy: 'metered-once',
    limiter: every(2, (_, { bucket }) => ({ admitted: false, metered: bucket })),
  },
];
