/** Resources of a template, as far as it is looked at who refers to whom. */
export type Referring = Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;

/** The logical id that a `Ref` or an `Fn::GetAtt` names; undefined for anything else. */
export function referred(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': attribute } = fieldsOf(value);
  const logical = Array.isArray(attribute) ? attribute[0] : Ref;
  return typeof logical === 'string' ? logical : undefined;
}

/** The logical ids that a value refers to, wherever in it, in a text of `Fn::Sub` as well. */
export function references(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  const one = referred(value);
  if (one !== undefined) return [one];
  const { 'Fn::Sub': sub } = fieldsOf(value);
  const named = String([sub].flat()[0]).matchAll(/\$\{([^!.}][^.}]*)/g);
  return [...[...named].flatMap(([, logical = '']) => logical), ...Object.values(fieldsOf(value)).flatMap(references)];
}

/**
 * Which of some resources a value means: it refers to it, to a version or an alias of it, or is its name or its ARN.
 * @param nameOf the name of a resource, by its logical id
 * @returns undefined where it means none of them
 */
export function meant(
  value: unknown,
  among: readonly string[],
  resources: Referring,
  nameOf: (logical: string) => string,
): string | undefined {
  if (typeof value === 'string') {
    const name = value.replace(/^arn:[^:]*:[^:]*:[^:]*:[^:]*:(function:)?/, '').replace(/:.*/, '');
    return among.find((logical) => nameOf(logical) === name);
  }
  const [first] = references(value).filter((logical) => logical in resources);
  if (first === undefined || among.includes(first)) return first;
  return meant(resources[first]?.Properties?.FunctionName, among, resources, nameOf);
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
