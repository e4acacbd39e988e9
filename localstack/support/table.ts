import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { pluginFolder } from '../places.ts';

/** What the engine does with a type, a property or a value. */
export interface Verdict {
  /** `idle`: it is accepted and has no effect; `invalid`: AWS refuses it, too. */
  readonly kind: 'works' | 'idle' | 'refused' | 'invalid';
  /** Why it has no effect, or what to do instead; may be empty. */
  readonly reason: string;
}

/** What the table says of a resource type or of a property. */
export interface Entry {
  readonly verdict: Verdict;
  /** Undefined: all are taken. */
  readonly properties: Readonly<Record<string, Entry>> | undefined;
  /** A verdict for each value; `*` is any other. */
  readonly values: Readonly<Record<string, Verdict>> | undefined;
  /** What `Fn::GetAtt` gives; undefined: the resource decides. */
  readonly attributes: readonly string[] | undefined;
}

const folder = join(pluginFolder, 'src/faultline_localstack/support/table');
const customResource = 'AWS::CloudFormation::CustomResource';
const refused: Entry = {
  verdict: { kind: 'refused', reason: '' },
  properties: undefined,
  values: undefined,
  attributes: [],
};

const verdict = z.templateLiteral([z.enum(['works', 'idle', 'refused']), z.string()]).transform((text): Verdict => {
  const [kind, ...reason] = text.split(': ');
  return { kind: kind as Verdict['kind'], reason: reason.join(': ') };
});

const shape = z.strictObject({
  verdict: z.string().default('works'),
  properties: z.record(z.string(), z.unknown()).optional(),
  values: z.record(z.string(), verdict).optional(),
  attributes: z.union([z.literal('any'), z.array(z.string())]).default([]),
  updates: z.boolean().default(false),
});

function readEntry(given: unknown): Entry {
  if (typeof given === 'string') return { ...refused, verdict: verdict.parse(given) };
  const { properties, values, attributes, ...entry } = shape.parse(given);
  return {
    verdict: verdict.parse(entry.verdict),
    properties:
      properties && Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, readEntry(value)])),
    values,
    attributes: attributes === 'any' ? undefined : attributes,
  };
}

let read: ReadonlyMap<string, Entry> | undefined;

/** The table by which the plug-in deploys or refuses: its grammar stands in `support/table.py` of the plug-in. */
export function table(): ReadonlyMap<string, Entry> {
  read ??= new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .flatMap((file) => Object.entries<unknown>(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
      .map(([type, given]) => [type, readEntry(given)]),
  );
  return read;
}

/** What the table says of a resource type; of one that it does not name, that it is refused. */
export function entryOf(type: string): Entry {
  return table().get(type.startsWith('Custom::') ? customResource : type) ?? refused;
}
