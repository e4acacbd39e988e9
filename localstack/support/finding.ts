import { type Entry, entryOf, type Verdict } from './table.ts';

/** One thing of a resource that does not work as on AWS. */
export interface Finding {
  readonly logicalId: string;
  readonly type: string;
  /** Such as `PackageType Image`; empty where the whole resource is meant. */
  readonly subject: string;
  readonly verdict: Verdict;
}

const anAttribute = 'attribute';

/** A finding in the words in which a deployment fails. */
export function sentence({ logicalId, type, subject, verdict }: Finding): string {
  const resource = `${logicalId} (${type})`;
  const reason = verdict.reason === '' ? '' : `: ${verdict.reason}`;
  if (verdict.kind === 'invalid') return `${resource} is invalid${reason}`;
  const isRefused = verdict.kind === 'refused';
  if (subject === '') return `${resource} ${isRefused ? 'is not supported' : 'has no effect'}${reason}`;
  if (!isRefused) return `${resource}: ${subject} has no effect${reason}`;
  return `${resource} ${subject.startsWith(anAttribute) ? 'has no' : 'cannot have'} ${subject}${reason}`;
}

/** The findings about one resource, the ones about the whole first. What a deployment computes, as `{ Ref }`, is skipped. */
export function* findingsOf(logicalId: string, type: string, properties: unknown): Generator<Finding> {
  const entry = entryOf(type);
  if (entry.verdict.kind !== 'works') yield { logicalId, type, subject: '', verdict: entry.verdict };
  for (const [subject, verdict] of judge(entry, properties, '')) yield { logicalId, type, subject, verdict };
}

/** A finding if `Fn::GetAtt` of this attribute would give nothing. */
export function unknownAttribute(logicalId: string, type: string, attribute: string): Finding | undefined {
  const { attributes } = entryOf(type);
  if (attributes === undefined || attributes.includes(attribute)) return undefined;
  const reason = attributes.length === 0 ? 'there are none' : `there are ${attributes.join(', ')}`;
  const subject = `${anAttribute} ${attribute}`;
  return { logicalId, type, subject, verdict: { kind: 'refused', reason } };
}

/** Whether a value of a template is a function that is still to be carried out. */
export function isUnresolved(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [name = '', ...more] = Object.keys(value);
  return more.length === 0 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'));
}

/** Whether a value is an object with fields, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function* judge(entry: Entry, value: unknown, path: string): Generator<[string, Verdict]> {
  if (value === undefined || value === null || isUnresolved(value)) return;
  if (Array.isArray(value)) {
    for (const each of value) yield* judge(entry, each, path);
  } else if (entry.values !== undefined) {
    const verdict = entry.values[String(value)] ?? entry.values['*'] ?? { kind: 'refused', reason: '' };
    if (verdict.kind !== 'works') yield [`${path} ${value}`, verdict];
  } else if (entry.properties !== undefined && isObject(value)) {
    for (const [name, each] of Object.entries(value))
      yield* judgeProperty(entry.properties[name], each, path === '' ? name : `${path}.${name}`);
  }
}

function* judgeProperty(entry: Entry | undefined, value: unknown, path: string): Generator<[string, Verdict]> {
  if (value === undefined || value === null) return;
  if (entry === undefined) yield [path, { kind: 'refused', reason: '' }];
  else if (entry.verdict.kind !== 'works') yield [path, entry.verdict];
  else yield* judge(entry, value, path);
}
