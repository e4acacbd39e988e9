/**
 * Which anomalies refute which consistency models.
 *
 * Sources: Adya, Weak Consistency (1999), for the PL levels; Berenson et al., A Critique of ANSI SQL Isolation Levels
 * (1995), for lost updates; Bailis et al., Highly Available Transactions (2013), for monotonic atomic view; Cerone, Bernardi,
 * Gotsman, A Framework for Transactional Consistency Models with Atomic Visibility (2015), for read atomic, update atomic and
 * internal consistency; Cerone, Gotsman, Yang, Algebraic Laws for Weak Consistency (2017), for parallel snapshot isolation:
 * consistent view where reads are internally consistent; Cerone, Gotsman, Analysing Snapshot Isolation (2016),
 * for anti-dependencies that never follow each other; Daudjee, Salem (2004, 2006) for the models of sessions.
 */
export const consistencyModels = [
  'read-uncommitted',
  'read-committed',
  'monotonic-atomic-view',
  'cursor-stability',
  'read-atomic',
  'update-atomic',
  'consistent-view',
  'parallel-snapshot-isolation',
  'repeatable-read',
  'snapshot-isolation',
  'serializable',
  'strong-session-snapshot-isolation',
  'strong-session-serializable',
  'strong-snapshot-isolation',
  'strict-serializable',
] as const;
export type ConsistencyModel = (typeof consistencyModels)[number];

/** The models that each one implies directly: whoever keeps it keeps them. */
const implied: Readonly<Record<ConsistencyModel, readonly ConsistencyModel[]>> = {
  'read-uncommitted': [],
  'read-committed': ['read-uncommitted'],
  'monotonic-atomic-view': ['read-committed'],
  'cursor-stability': ['read-committed'],
  'read-atomic': ['monotonic-atomic-view'],
  'update-atomic': ['read-atomic', 'cursor-stability'],
  'consistent-view': ['cursor-stability'],
  'parallel-snapshot-isolation': ['consistent-view', 'update-atomic'],
  'repeatable-read': ['cursor-stability', 'monotonic-atomic-view'],
  'snapshot-isolation': ['parallel-snapshot-isolation'],
  serializable: ['repeatable-read', 'snapshot-isolation'],
  'strong-session-snapshot-isolation': ['snapshot-isolation'],
  'strong-session-serializable': ['serializable', 'strong-session-snapshot-isolation'],
  'strong-snapshot-isolation': ['strong-session-snapshot-isolation'],
  'strict-serializable': ['strong-session-serializable', 'strong-snapshot-isolation'],
};

/** The weakest models that an anomaly refutes. */
const weakest: Readonly<Record<string, readonly ConsistencyModel[]>> = {
  G0: ['read-uncommitted'],
  'cyclic-versions': ['read-uncommitted'],
  'duplicate-elements': ['read-uncommitted'],
  G1a: ['read-committed'],
  G1b: ['read-committed'],
  G1c: ['read-committed'],
  'dirty-update': ['read-committed'],
  'future-read': ['read-committed'],
  'incompatible-order': ['read-committed'],
  'unwritten-read': ['read-committed'],
  internal: ['read-atomic', 'serializable'],
  'lost-update': ['cursor-stability'],
  'G-single-item': ['consistent-view', 'repeatable-read'],
  'G-nonadjacent-item': ['repeatable-read', 'snapshot-isolation'],
  'G2-item': ['repeatable-read'],
};

/** The weakest models that an anomaly refutes. @throws Error for an anomaly that nobody knows */
export function refutedBy(anomaly: string): readonly ConsistencyModel[] {
  const known = weakest[anomaly];
  if (known !== undefined) return known;
  const order = anomaly.endsWith('-process') ? 'process' : anomaly.endsWith('-realtime') ? 'realtime' : undefined;
  if (order === undefined) throw new Error(`got the anomaly ${anomaly}, expected one of ${Object.keys(weakest)}`);
  const serial = anomaly.startsWith('G2-');
  if (order === 'process') return [serial ? 'strong-session-serializable' : 'strong-session-snapshot-isolation'];
  return [serial ? 'strict-serializable' : 'strong-snapshot-isolation'];
}

/** Whether the anomaly cannot happen under the model. */
export function refutes(anomaly: string, model: ConsistencyModel): boolean {
  return refutedBy(anomaly).some((weaker) => implies(model, weaker));
}

/** Whether whoever keeps one model keeps the other; each keeps itself. */
export function implies(model: ConsistencyModel, weaker: ConsistencyModel): boolean {
  return model === weaker || implied[model].some((each) => implies(each, weaker));
}

/** Which order a model demands besides the order of the data. */
export function ordersOf(model: ConsistencyModel): { process: boolean; realTime: boolean } {
  const strict = model === 'strict-serializable' || model === 'strong-snapshot-isolation';
  return { process: strict || model.startsWith('strong-session'), realTime: strict };
}
