import { type Finding, findingsOf, isObject, unknownAttribute } from './finding.ts';
import { foreignLayers } from './layers.ts';
import { invalidMappings } from './mappings.ts';
import type { Template } from './template.ts';

/** What is said of a template. */
export interface Analysis {
  /** How many resources there are of each type, the most frequent first. */
  readonly types: ReadonlyMap<string, number>;
  /** What does not work as on AWS, in the template's order; those about attributes that are asked for come last. */
  readonly findings: readonly Finding[];
}

const variable = /\$\{([^!}][^}]*)\}/g;

/**
 * What a deployment of this template will say before it creates anything.
 *
 * @param holds whether a condition of the template holds; where it is not known, true
 */
export function analyse(template: Template, holds: (condition: string) => boolean = () => true): Analysis {
  const resources = Object.entries(template.Resources ?? {})
    .filter(([, { Condition }]) => Condition === undefined || holds(Condition))
    .map(([name, resource]) => [name, { ...resource, Properties: known(resource.Properties, template) }] as const);
  const types = new Map(resources.map(([name, { Type = '' }]) => [name, Type]));
  const about = resources.flatMap(([name, { Type = '', Properties }]) => [...findingsOf(name, Type, Properties)]);
  const named = new Map(resources);
  const asked = new Map(
    [...resources.map(([, resource]) => resource), template.Outputs]
      .flatMap((value) => [...attributesIn(value)])
      .map(([name, attribute]) => [`${name}.${attribute}`, { name, attribute }]),
  );
  const unknown = [...asked.values()].flatMap(({ name, attribute }) => {
    const type = types.get(name);
    return type === undefined ? [] : (unknownAttribute(name, type, attribute) ?? []);
  });
  return {
    types: counted([...types.values()]),
    findings: [...about, ...invalidMappings(named), ...foreignLayers(named), ...unknown],
  };
}

/** A value with the defaults of parameters in it. */
function known(value: unknown, template: Template): unknown {
  if (Array.isArray(value)) return value.map((each) => known(each, template));
  if (!isObject(value)) return value;
  const given = typeof value.Ref === 'string' ? template.Parameters?.[value.Ref]?.Default : undefined;
  if (given !== undefined) return given;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, known(each, template)]));
}

/** Each logical id and attribute that `Fn::GetAtt` or `Fn::Sub` asks for below a value. */
function* attributesIn(value: unknown): Generator<[string, string]> {
  if (Array.isArray(value)) {
    for (const each of value) yield* attributesIn(each);
  } else if (isObject(value)) {
    yield* askedBy(value);
    for (const each of Object.values(value)) yield* attributesIn(each);
  }
}

function* askedBy(value: Readonly<Record<string, unknown>>): Generator<[string, string]> {
  const { 'Fn::GetAtt': asked, 'Fn::Sub': text } = value;
  if (Array.isArray(asked) && typeof asked[0] === 'string' && typeof asked[1] === 'string') yield [asked[0], asked[1]];
  if (typeof asked === 'string') yield* dotted(asked);
  const sub = Array.isArray(text) ? text[0] : text;
  if (typeof sub === 'string') for (const [, name = ''] of sub.matchAll(variable)) yield* dotted(name);
}

function* dotted(text: string): Generator<[string, string]> {
  const at = text.indexOf('.');
  if (at > 0 && at < text.length - 1) yield [text.slice(0, at), text.slice(at + 1)];
}

function counted(types: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return new Map([...counts].sort(([, a], [, b]) => b - a));
}
