import { isObject } from '../../localstack/support/finding.ts';

/** What of a template is known before it is deployed. */
interface Known {
  readonly stack: string;
  readonly parameters: Readonly<Record<string, { readonly Type?: unknown; readonly Default?: unknown }>>;
}

/**
 * A value of a template with all in it that is known already: the stack, LocalStack's account and region, defaults of
 * parameters, and the texts that are made of these. Pure.
 */
export function known(value: unknown, of: Known): unknown {
  if (Array.isArray(value)) return value.map((each) => known(each, of));
  if (!isObject(value)) return value;
  const { Ref, 'Fn::Sub': sub, 'Fn::Join': join } = value;
  if (typeof Ref === 'string') return textOf(Ref, of) ?? value;
  if (sub !== undefined) return substituted(sub, of) ?? value;
  if (Array.isArray(join) && Array.isArray(join[1])) {
    const parts = join[1].map((each) => known(each, of));
    return parts.every((part) => typeof part === 'string')
      ? parts.join(String(join[0]))
      : { 'Fn::Join': [join[0], parts] };
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, known(each, of)]));
}

function textOf(name: string, { stack, parameters }: Known): string | undefined {
  const pseudo: Readonly<Record<string, string>> = {
    'AWS::StackName': stack,
    'AWS::AccountId': '000000000000',
    'AWS::Region': 'us-east-1',
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
  };
  const { Type, Default } = parameters[name] ?? {};
  // The default of a parameter of another type is not its value, but where that lies.
  return (
    pseudo[name] ?? (/^(String|Number)$/.test(String(Type)) && Default !== undefined ? String(Default) : undefined)
  );
}

/** The text that `Fn::Sub` makes, if all of it is known. */
function substituted(sub: unknown, of: Known): string | undefined {
  const [text, given] = Array.isArray(sub) ? sub : [sub, {}];
  if (typeof text !== 'string' || !isObject(given)) return undefined;
  let isWhole = true;
  const made = text.replaceAll(/\$\{([^}]*)\}/g, (found, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const value = name in given ? known(given[name], of) : textOf(name, of);
    if (typeof value !== 'string') isWhole = false;
    return typeof value === 'string' ? value : found;
  });
  return isWhole ? made : undefined;
}
