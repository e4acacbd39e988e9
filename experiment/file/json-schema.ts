import * as z from 'zod';
import { catalogue } from '../../chaos/faults/catalogue.ts';
import { probeKinds } from '../probes/kinds.ts';
import { experimentFields } from './fields.ts';

const source = 'Generated from the schema by: ./lab experiment schema --out experiment/file/experiment.schema.json';

type Node = Record<string, unknown>;

/**
 * The schema of experiment files for editors (JSON Schema, draft 7, which they all know), with a sentence at each fault and each
 * probe. What only a whole experiment shows, such as overlapping faults, `./lab experiment validate` finds.
 */
export function experimentJsonSchema(): Node {
  const schema: Node = z.toJSONSchema(experimentFields, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    reused: 'ref',
  });
  const summaries = new Map<string, string>([
    ...catalogue.map(({ name, place, summary }) => [`fault ${name}`, `${summary} (${place})`] as const),
    ...probeKinds.map(({ type, summary }) => [`type ${type}`, summary] as const),
  ]);
  describe(schema, summaries);
  const { $schema, ...rest } = schema;
  return { $schema, $comment: source, title: 'Faultline experiment', ...rest };
}

/** Adds the sentence of a fault or a probe wherever its options are listed. */
function describe(value: unknown, summaries: ReadonlyMap<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  const { properties } = value as { properties?: Record<string, { const?: unknown } | undefined> };
  for (const field of ['fault', 'type']) {
    const summary = summaries.get(`${field} ${properties?.[field]?.const}`);
    if (summary !== undefined) (value as Node).description = summary;
  }
  // Zod's own name for what the pattern beside it says; editors know no such format.
  if ('format' in value && value.format === 'starts_with') delete value.format;
  for (const nested of Object.values(value)) describe(nested, summaries);
}
