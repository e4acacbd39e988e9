import type { SynthesizedStack } from '../../localstack/support/assembly.ts';
import { isObject } from '../../localstack/support/finding.ts';

/** A resource of an app, wherever in it. */
export interface AppResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** All resources of an app as one template. */
export interface AppTemplate {
  /** By `<stack>/<logical id>`. */
  readonly Resources: Readonly<Record<string, AppResource>>;
}

/** Makes one template of all stacks of an app: what one stack exports and another imports is said as if it were one. Pure. */
export function merged(stacks: readonly SynthesizedStack[]): AppTemplate {
  const exports = new Map<string, unknown>();
  for (const { name, template } of stacks) {
    for (const output of Object.values(isObject(template.Outputs) ? template.Outputs : {})) {
      if (!isObject(output) || !isObject(output.Export)) continue;
      exports.set(String(output.Export.Name), within(name, output.Value, new Map()));
    }
  }
  const resources = stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources ?? {}).map(([logical, { Type = '', Properties, Metadata }]) => {
      const properties = within(name, Properties, exports);
      const resource: AppResource = {
        Type,
        Properties: isObject(properties) ? properties : {},
        ...(isObject(Metadata) && { Metadata }),
      };
      return [`${name}/${logical}`, resource] as const;
    }),
  );
  return { Resources: Object.fromEntries(resources) };
}

/** A value of a stack with its references told by the name of the stack, and its imports by what they stand for. */
function within(stack: string, value: unknown, exports: ReadonlyMap<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((each) => within(stack, each, exports));
  if (!isObject(value)) return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::ImportValue': imported, 'Fn::Sub': text } = value;
  if (typeof text === 'string') return { 'Fn::Sub': named(stack, text, []) };
  if (Array.isArray(text) && typeof text[0] === 'string' && isObject(text[1])) {
    return { 'Fn::Sub': [named(stack, text[0], Object.keys(text[1])), within(stack, text[1], exports)] };
  }
  if (typeof imported === 'string') return exports.get(imported) ?? value;
  if (typeof Ref === 'string') return Ref.startsWith('AWS::') ? value : { Ref: `${stack}/${Ref}` };
  if (attribute !== undefined) {
    const [logical, name] = Array.isArray(attribute) ? attribute : String(attribute).split(/\.(.*)/s);
    return { 'Fn::GetAtt': [`${stack}/${logical}`, name] };
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, within(stack, each, exports)]));
}

/** A text of `Fn::Sub` with its references told by the name of the stack, but for the names that it was given values for. */
function named(stack: string, text: string, given: readonly string[]): string {
  return text.replaceAll(/\$\{([^!}][^}]*)\}/g, (found, name: string) =>
    name.startsWith('AWS::') || given.includes(name) ? found : `\${${stack}/${name}}`,
  );
}
