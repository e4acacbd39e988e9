import { type Finding, isObject } from './finding.ts';
import type { Resource } from './template.ts';

const fn = 'AWS::Lambda::Function';
/** The account of the engine. */
const own = '000000000000';
const layerOf = /^arn:[^:]*:lambda:[^:]*:(\d{12}):layer:[^:]+:\d+$/;
const reason =
  'it is in another account, and nothing is fetched from AWS here: bundle what it holds with the function (Powertools, for one, is on npm and PyPI), or publish a layer of your own with it';

/** The layers of a template that lie in other accounts, such as those that vendors publish. */
export function foreignLayers(resources: ReadonlyMap<string, Resource>): readonly Finding[] {
  return [...resources].flatMap(([logicalId, { Type, Properties }]) => {
    const layers = Type === fn && isObject(Properties) && Array.isArray(Properties.Layers) ? Properties.Layers : [];
    return layers.map(textOf).flatMap((arn): Finding[] => {
      const [, account = own] = layerOf.exec(arn) ?? [];
      if (account === own) return [];
      return [{ logicalId, type: fn, subject: `Layers ${arn}`, verdict: { kind: 'refused', reason } }];
    });
  });
}

/** A text with `*` for what a deployment fills in, such as its region. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '*';
  const { 'Fn::Join': joined, 'Fn::Sub': text } = value;
  if (Array.isArray(joined) && typeof joined[0] === 'string' && Array.isArray(joined[1]))
    return joined[1].map(textOf).join(joined[0]);
  const pattern = Array.isArray(text) ? text[0] : text;
  return typeof pattern === 'string' ? pattern.replace(/\$\{[^}]*\}/g, '*') : '*';
}
