import * as z from 'zod';
import { durationSchema, durationText } from '../../kernel/duration.ts';
import { toleranceSchema } from '../probes/tolerance-schema.ts';
import {
  faultStep,
  type Imported,
  type ImportOptions,
  imported,
  nameIn,
  understood,
  type Written,
} from './imported.ts';
import { injectedFault } from './inject-words.ts';
import { pythonFault } from './python-activities.ts';

const provider = z.looseObject({ type: z.string() });
const activity = z.looseObject({
  type: z.enum(['action', 'probe']),
  name: z.string(),
  tolerance: z.unknown().optional(),
  background: z.boolean().optional(),
  pauses: z.looseObject({ before: z.unknown().optional(), after: z.unknown().optional() }).default({}),
  provider,
});
const experimentSchema = z.looseObject({
  title: z.string(),
  description: z.string().default(''),
  configuration: z.record(z.string(), z.unknown()).default({}),
  'steady-state-hypothesis': z.looseObject({ title: z.string(), probes: z.array(activity) }).optional(),
  method: z.array(activity),
  rollbacks: z.array(activity).default([]),
  controls: z.array(z.looseObject({ name: z.string() })).default([]),
  extensions: z.array(z.looseObject({ name: z.string() })).default([]),
});
/** What `./lab experiment export` says beside what Chaos Toolkit has words for. */
const extensionSchema = z.looseObject({
  name: z.literal('faultline'),
  loads: z.record(z.string(), z.looseObject({ type: z.literal('load') })).default({}),
  probes: z.record(z.string(), z.looseObject({ provider })).default({}),
  more: z.record(z.string(), z.unknown()).default({}),
});
type Activity = z.output<typeof activity>;
type Extension = z.output<typeof extensionSchema>;

/** What a step became, or why it became nothing. */
type Found = { readonly step: Written } | { readonly dropped: true } | { readonly missing: string };

/**
 * An experiment of Chaos Toolkit (https://chaostoolkit.org/reference/api/experiment/): probes by HTTP, the lab's own commands,
 * and actions on Lambda functions of its extension for AWS.
 * @param value the parsed JSON or YAML
 * @throws UsageError if it is none
 */
export function importFromChaosToolkit(value: unknown, options: ImportOptions): Imported {
  const file = understood(experimentSchema, value, 'experiment of Chaos Toolkit');
  const texts = substitutions(file.configuration);
  const own = extensionSchema.safeParse(file.extensions.find(({ name }) => name === 'faultline'));
  const extension = own.success ? own.data : extensionSchema.parse({ name: 'faultline' });
  const missing: string[] = [];
  const take = (where: string, activities: readonly Activity[], found: (one: Activity) => Found): Written[] =>
    activities.flatMap((one) => {
      const it = found(one);
      if ('missing' in it) missing.push(`${where} "${one.name}": ${it.missing}`);
      return 'step' in it ? [it.step] : [];
    });

  const hypothesis = file['steady-state-hypothesis'];
  const names = { probes: new Set<string>(), steps: new Set<string>(), rollbacks: new Set<string>() };
  const probes = take('probe', hypothesis?.probes ?? [], (one) =>
    options.standing.includes(one.name)
      ? { dropped: true }
      : probe(one, nameIn(names.probes, one.name), texts, extension),
  );
  let elapsed = 0;
  const method = take('step', file.method, (one) => {
    const pauses = pausesOf(one);
    const isBackground = one.background === true;
    const start = elapsed + pauses.before;
    if (!isBackground) elapsed += pauses.before + pauses.after;
    const name = nameIn(names.steps, one.name);
    if (one.type === 'probe') return paced(probe(one, name, texts, extension), one, pauses);
    const fault = faultOf(one, texts, options.duration);
    // What acts in the background after a pause acts at a time.
    if (fault !== undefined)
      return { step: faultStep(name, fault.fault, { start: isBackground ? start : 0, duration: fault.duration }) };
    const words = labWords(one);
    if (words?.[0] === 'redrive')
      return paced({ step: { type: 'action', name, provider: { type: 'redrive' } } }, one, pauses);
    if (words?.[0] === 'chaos' && words[1] === 'clear')
      return paced({ step: { type: 'action', name, provider: { type: 'withdraw-faults' } } }, one, pauses);
    const load = words?.[0] === 'experiment' && words[1] === 'load' ? extension.loads[words[3] ?? ''] : undefined;
    return load === undefined ? { missing: whatIs(one) } : { step: { type: 'action', name, provider: load } };
  });
  const rollbacks = take('rollback', file.rollbacks, (one) => {
    const words = labWords(one);
    const name = nameIn(names.rollbacks, one.name);
    if (words?.[0] === 'redrive') return { step: { type: 'action', name, provider: { type: 'redrive' } } };
    if (words?.[0] === 'chaos' || pythonFault(one.provider, texts) === 'undone') {
      return { step: { type: 'action', name, provider: { type: 'withdraw-faults' } } };
    }
    return { missing: whatIs(one) };
  });
  missing.push(...file.controls.map(({ name }) => `control "${name}": nothing here is called around steps`));
  const different = own.success ? [] : ['a start counts from the first request, not from the start of the method'];
  const draft = {
    title: file.title,
    description: file.description.trim() || 'From an experiment of Chaos Toolkit.',
    method,
    rollbacks,
    more: extension.more,
    missing,
    different,
    ...(hypothesis !== undefined && { hypothesis: { title: hypothesis.title, probes } }),
  };
  return imported(draft, options);
}

type Texts = (text: string) => string;

/** Puts values of the configuration in the place of `${name}`; what an environment variable holds is known by its default. */
function substitutions(configuration: Readonly<Record<string, unknown>>): Texts {
  const text = (value: unknown) => {
    const one = typeof value === 'object' && value !== null && 'default' in value ? value.default : value;
    return typeof one === 'object' ? undefined : String(one);
  };
  return (given) => given.replace(/\$\{(\w+)\}/g, (whole, name: string) => text(configuration[name]) ?? whole);
}

function probe(one: Activity, name: string, texts: Texts, extension: Extension): Found {
  const words = labWords(one);
  const known = words?.[0] === 'experiment' && words[1] === 'probe' ? extension.probes[words[3] ?? ''] : undefined;
  if (known !== undefined) return { step: { type: 'probe', name, ...known } };
  const tolerance = toleranceOf(one.tolerance);
  if (tolerance === 'unknown')
    return { missing: `its tolerance ${JSON.stringify(one.tolerance)} has no counterpart here` };
  const asked = httpProbe(one, texts);
  if (asked === undefined) return { missing: whatIs(one) };
  return { step: { type: 'probe', name, provider: asked, ...(tolerance !== undefined && { tolerance }) } };
}

/** A GET of the system's API: what is asked is the path, whatever the host. */
function httpProbe({ provider: asked }: Activity, texts: Texts): Written | undefined {
  const { type, url, method = 'GET', headers, timeout } = asked;
  if (type !== 'http' || typeof url !== 'string' || method !== 'GET' || headers !== undefined) return undefined;
  const path = texts(url).replace(/^(https?:\/\/[^/?]+|\$\{\w+\})/, '');
  const seconds = Array.isArray(timeout) ? timeout.at(-1) : timeout;
  const limit =
    typeof seconds === 'number' && seconds !== 5 ? { timeout: durationText(Math.round(seconds * 1_000)) } : {};
  return { type, path: path.startsWith('/') ? path : `/${path}`, ...limit };
}

/** The tolerance as it is written here; `unknown` where nothing here means the same. */
function toleranceOf(given: unknown): unknown {
  if (given === undefined || given === null) return undefined;
  return toleranceSchema.safeParse(given).success ? given : 'unknown';
}

function faultOf(one: Activity, texts: Texts, duration: number): { fault: Written; duration: number } | undefined {
  const words = labWords(one);
  if (words?.[0] === 'chaos' && words[1] === 'inject') {
    const { fault, duration: text } = injectedFault(words.slice(2));
    const length = durationSchema.safeParse(text);
    return { fault, duration: length.success ? length.data : 30_000 };
  }
  const python = pythonFault(one.provider, texts);
  return python === undefined || python === 'undone' ? undefined : { fault: python, duration };
}

/** The arguments of a process that is `./lab`. */
function labWords({ provider: called }: Activity): readonly string[] | undefined {
  const { type, path, arguments: words } = called;
  if (type !== 'process' || typeof path !== 'string' || !/(^|\/)lab$/.test(path)) return undefined;
  return Array.isArray(words) ? words.map(String) : String(words ?? '').split(/\s+/);
}

function pausesOf({ pauses }: Activity): { before: number; after: number } {
  const ms = (seconds: unknown) => (Number.isFinite(Number(seconds)) ? Math.round(Number(seconds ?? 0) * 1_000) : 0);
  return { before: ms(pauses.before), after: ms(pauses.after) };
}

function paced(found: Found, { background }: Activity, { before, after }: { before: number; after: number }): Found {
  if (!('step' in found)) return found;
  const pauses = {
    ...(before > 0 && { before: durationText(before) }),
    ...(after > 0 && { after: durationText(after) }),
  };
  const isPaused = Object.keys(pauses).length > 0;
  return { step: { ...found.step, ...(background === true && { background }), ...(isPaused && { pauses }) } };
}

function whatIs({ provider: called }: Activity): string {
  const { type, module, func, path, url, method = 'GET' } = called as Record<string, unknown>;
  const what = { python: `${module}.${func}`, process: `the program ${path}`, http: `${method} ${url}` }[
    type as string
  ];
  return `${what ?? `a provider of type ${type}`} has no counterpart here`;
}
