import { stringify } from 'yaml';
import * as z from 'zod';
import { catalogue } from './catalogue.ts';
import type { Fault, Place } from './fault.ts';
import { places } from './fault.ts';
import { selectionFields } from './selection.ts';

/** Where the document lies, from the root of the project. */
export const DOCUMENT = 'docs/faults.md';

const headings: Readonly<Record<Place, readonly [title: string, introduction: string]>> = {
  function: [
    'In the function',
    'Around a handler, by the middleware `chaos()`. What ends an invocation ends its whole SQS batch.',
  ],
  record: ['On a record', 'On single messages of an SQS batch, by the same middleware.'],
  call: ['On an AWS call', "On calls of the AWS SDK, by the plug-in `withChaos(client)`, inside the SDK's retry loop."],
  setting: [
    'Around the function',
    "On the system's own settings, by chaos lambdas, which put back exactly what they found.",
  ],
  cloud: ['In the cloud', 'On requests that reach LocalStack, whatever sends them, by its plug-in.'],
  environment: [
    'Under the function',
    'On the processes that functions run in, by the LocalStack plug-in; on the host engine.',
  ],
};

interface Field {
  readonly description?: string;
  readonly default?: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Field[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Field;
}

/** `docs/faults.md`: every fault of the catalogue, by place. */
export function faultsDocument(faults: readonly Fault[] = catalogue): string {
  const sections = places.map((place) => {
    const [title, introduction] = headings[place];
    const own = faults.filter((fault) => fault.place === place);
    return `## ${title}\n\n${introduction}\n\n${own.map(section).join('\n')}`;
  });
  return `# Faults

Every fault that the lab knows, by the place where it acts. Written by \`npm run -s faults-document\` from \`chaos/faults/\`.

Each is asked for by a rule: the fault, what it aims at (\`target\`), how it acts (\`parameters\`), and whom it hits:

${table('rule', selectionFields)}
An attempt is a delivery of a message, a try of a call or a request with a key. Everything given must hold. The same seed hits the same
keys, at any concurrency. The parameters of a rule may be left out where all of them have defaults.

${index(faults)}
${sections.join('\n')}`;
}

function index(faults: readonly Fault[]): string {
  const rows = faults.map(({ name, place, summary }) => `| [\`${name}\`](#${name}) | ${place} | ${summary} |`);
  return `| fault | place | what happens |\n| --- | --- | --- |\n${rows.join('\n')}\n`;
}

function section(fault: Fault): string {
  const { name, description, parameters, target, fis, loses, losesWith, first, lasting, example } = fault;
  const notes = [
    first === undefined
      ? []
      : [
          `Hits ${first === 1 ? 'the first attempt' : `the first ${first} attempts`} with a key, unless its rule says \`first\` or \`every\`.`,
        ],
    lasting ? ['A key that it hits, it hits in each attempt.'] : [],
    loses === undefined
      ? []
      : [
          `**Loses messages** ${losesWith === undefined ? 'at an SQS consumer' : `with \`${losesWith}\``}: ${loses} It is refused then, unless its rule says \`allow-loss: true\`.`,
        ],
    fis === undefined ? [] : [`In AWS FIS: \`${fis.action}\` (${pairs(fis.parameters)}).`],
  ].flat();
  const fields = fieldsOf(parameters);
  return [
    `### \`${name}\``,
    description,
    ...(notes.length > 0 ? [notes.map((note) => `- ${note}`).join('\n')] : []),
    `Target: ${Object.entries(fieldsOf(target))
      .map(
        ([field, { description: what }]) =>
          `\`${field}\`${isRequired(target, field) ? '' : '?'}${what === undefined ? '' : ` (${inner(what)})`}`,
      )
      .join(', ')}.`,
    Object.keys(fields).length > 0 ? table('parameter', shapeOf(parameters)).trimEnd() : 'No parameters.',
    `\`\`\`yaml\n${stringify({ fault: name, ...example }, { flowCollectionPadding: true, lineWidth: 120 }).trimEnd()}\n\`\`\``,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

/** A description as a part of a sentence. */
function inner(sentence: string): string {
  return sentence.replace(/\.$/, '');
}

function pairs(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([ours, theirs]) => `${ours}: \`${theirs}\``)
    .join(', ');
}

function table(of: string, shape: z.ZodRawShape): string {
  const schema = z.object(shape);
  const rows = Object.entries(fieldsOf(schema)).map(([name, field]) => {
    const standard = field.default === undefined ? (isRequired(schema, name) ? 'required' : '') : code(field.default);
    return `| \`${name}\` | ${kindOf(field)} | ${standard} | ${field.description ?? ''} |`;
  });
  return `| ${of} | values | default | |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

function kindOf({ type, enum: choices, const: only, anyOf, minimum, maximum, items }: Field): string {
  if (only !== undefined) return code(only);
  if (choices !== undefined) return choices.map(code).join(', ');
  if (anyOf !== undefined) return anyOf.map(kindOf).join(', ');
  if (type === 'array') return `list of ${items === undefined ? 'values' : kindOf(items)}s`;
  if (type === 'object') return 'map';
  if (type !== 'integer' && type !== 'number') return type === 'boolean' ? '`true`, `false`' : 'text';
  // Zod bounds integers by what JavaScript can count exactly.
  const high = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${maximum}`;
  return `${type}${minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? '' : `, ${minimum}${high === '' ? ' or more' : high}`}`;
}

function code(value: unknown): string {
  return `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

function shapeOf(schema: z.ZodType): z.ZodRawShape {
  return (schema as z.ZodObject).shape;
}

function jsonSchema(schema: z.ZodType) {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function fieldsOf(schema: z.ZodType): Readonly<Record<string, Field>> {
  return (jsonSchema(schema).properties ?? {}) as Readonly<Record<string, Field>>;
}

function isRequired(schema: z.ZodType, field: string): boolean {
  return jsonSchema(schema).required?.includes(field) ?? false;
}
