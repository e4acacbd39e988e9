import { durationText } from '../../kernel/duration.ts';
import { type Experiment, faultsOf, loadsOf } from '../file/experiment.ts';
import { invariantInWords } from '../file/invariants.ts';
import { isInBackground, type Step } from '../file/method.ts';
import type { Moment } from '../file/moment.ts';
import { type NominalTime, nominalTime, nominalWindow, toldByWork } from '../file/nominal-time.ts';
import type { Probe } from '../probes/probe-schema.ts';
import { injectArguments } from './inject-arguments.ts';
import { written } from './written.ts';

/** A JSON value of a Chaos Toolkit file. */
type Node = Readonly<Record<string, unknown>>;

/** What the file calls, and where. */
export interface ChaosToolkitOptions {
  /** The experiment, as `./lab` finds it: a name, or a path from where `chaos` is run. */
  readonly experiment: string;
  /** Port of the LocalStack. */
  readonly port: number;
}

/** A file for Chaos Toolkit, and what it does not say. */
export interface ChaosToolkitExport {
  readonly file: Node;
  /** What Chaos Toolkit does not do, one sentence each. */
  readonly missing: readonly string[];
}

/** The address of the API under test: another one with every deployment. */
const API_URL = 'FAULTLINE_API_URL';
const MARGIN_MS = 60_000;

/**
 * The experiment as a file that `chaos run` can run (https://chaostoolkit.org/reference/api/experiment/), in the folder of the
 * lab and beside a deployed system: HTTP probes as they are, everything else through `./lab`.
 */
export function exportToChaosToolkit(experiment: Experiment, options: ChaosToolkitOptions): ChaosToolkitExport {
  const { title, description, seed, method, rollbacks, invariants } = experiment;
  const hypothesis = experiment['steady-state-hypothesis'];
  const within = experiment.recovery.within;
  const lab = (...words: readonly string[]) => [...words, '--port', String(options.port)];
  const at = nominalTime(loadsOf(experiment));
  const probe = (one: Asked, patience: number): Node => asked(one, patience, options, lab);
  const file = {
    version: '1.0.0',
    title,
    description: description.trim(),
    tags: ['faultline', `seed-${seed}`],
    configuration: {
      api_url: { type: 'env', key: API_URL, default: `http://127.0.0.1:${options.port}/set-${API_URL}` },
    },
    // An experiment that is interrupted must not leave its faults behind.
    runtime: { rollbacks: { strategy: 'always' }, hypothesis: { strategy: 'default' } },
    'steady-state-hypothesis': {
      title: hypothesis.title,
      probes: hypothesis.probes.map((one) => ({
        ...probe(one, Math.max(within, one['recovers-within'] ?? 0)),
        tolerance: tolerated(one),
      })),
    },
    method: steps(method, at, (step) =>
      step.type === 'probe' ? probe(step, step['recovers-within'] ?? 0) : action(step, { seed, options, lab, at }),
    ),
    rollbacks: rollbacks.map(({ name, provider }) => ({
      type: 'action',
      name,
      provider: process(lab(...(provider.type === 'redrive' ? ['redrive'] : ['chaos', 'clear'])), MARGIN_MS),
    })),
    extensions: [{ name: 'faultline', ...unspoken(experiment) }],
  };
  const stops = experiment['stop-conditions'].map(
    ({ name }) => `stop condition "${name}": use a control of Chaos Toolkit`,
  );
  const faults = faultsOf(experiment);
  const loss = faults.some(({ start }) => start !== 0)
    ? ['starts count from the start of the method, not from the first request, which comes some seconds later']
    : [];
  const probes = method.flatMap((step) => (step.type === 'probe' && typeof step.start === 'object' ? [step.name] : []));
  const byWork = [
    ...faults.flatMap((fault) => toldByWork(fault, at)),
    ...probes.map(
      (name) => `probe "${name}": asked at the time at which its share of the load is sent if all goes well`,
    ),
  ];
  return {
    file,
    missing: [
      ...stops,
      ...loss,
      ...byWork,
      'loads are offered as they are asked for: nobody measures first what the system takes',
      'a step that fails: Chaos Toolkit goes on and ends with 0, its journal tells (experiment/README.md)',
      `the invariants ${invariants.map(invariantInWords).join(', ')}: Chaos Toolkit judges its hypothesis only`,
    ],
  };
}

/** What Chaos Toolkit has no words for, so that `./lab experiment import` finds it again. */
function unspoken(experiment: Experiment): Node {
  const { seed, recovery, slo, invariants } = experiment;
  const probes = [
    ...experiment['steady-state-hypothesis'].probes,
    ...experiment.method.flatMap((step) => (step.type === 'probe' ? [step] : [])),
  ].filter((one) => !isPlainHttp(one));
  const loads = experiment.method.flatMap(({ name, provider }) => (provider.type === 'load' ? [[name, provider]] : []));
  const named = ['blast-radius', 'stop-conditions', 'dead-mans-switch'] as const;
  return written({
    loads: Object.fromEntries(loads),
    probes: Object.fromEntries(
      probes.map(({ name, provider, tolerance, ...one }) => [
        name,
        { provider, tolerance, 'recovers-within': one['recovers-within'] },
      ]),
    ),
    more: { seed, recovery, slo, invariants, ...Object.fromEntries(named.map((name) => [name, experiment[name]])) },
  }) as Node;
}

type Lab = (...words: readonly string[]) => string[];
type Asked = Pick<Probe, 'name' | 'provider'> & { readonly tolerance?: Probe['tolerance'] | undefined };

/** In the order of the file, but for faults that must be there before the first request; starts become pauses. */
function steps(method: readonly Step[], at: NominalTime, node: (step: Step) => Node): Node[] {
  const first = method.filter((step) => step.provider.type === 'fault' && startOf(step) === 0);
  let elapsed = 0;
  return [...first, ...method.filter((step) => !first.includes(step))].map((step) => {
    const background = isInBackground(step) && !first.includes(step);
    const wait = Math.max(step.pauses.before, at(startOf(step)) - elapsed);
    if (!background) elapsed += wait + step.pauses.after;
    const pauses = {
      ...(wait > 0 && { before: wait / 1_000 }),
      ...(step.pauses.after > 0 && { after: step.pauses.after / 1_000 }),
    };
    return { ...node(step), ...(background && { background }), ...(Object.keys(pauses).length > 0 && { pauses }) };
  });
}

function startOf(step: Step): Moment {
  if (step.type === 'probe') return step.start ?? 0;
  return 'start' in step.provider ? step.provider.start : 0;
}

interface Acting {
  readonly seed: number;
  readonly options: ChaosToolkitOptions;
  readonly lab: Lab;
  readonly at: NominalTime;
}

function action({ name, provider }: Extract<Step, { type: 'action' }>, { seed, options, lab, at }: Acting): Node {
  const of = (words: readonly string[], timeoutMs: number) => ({
    type: 'action',
    name,
    provider: process(lab(...words), timeoutMs),
  });
  switch (provider.type) {
    case 'load':
      return of(
        ['experiment', 'load', options.experiment, name],
        (provider.operations / provider.rate) * 2_000 + MARGIN_MS * 5,
      );
    case 'fault':
      return of(injectArguments({ id: name, ...provider, ...nominalWindow(provider, at) }, seed), MARGIN_MS);
    case 'redrive':
      return of(['redrive'], MARGIN_MS);
    case 'withdraw-faults':
      return of(['chaos', 'clear'], MARGIN_MS);
  }
}

function asked({ name, provider, tolerance }: Asked, patience: number, options: ChaosToolkitOptions, lab: Lab): Node {
  if (isPlainHttp({ provider, tolerance }) && provider.type === 'http') {
    const request = { type: 'http', url: `\${api_url}${provider.path}`, timeout: provider.timeout / 1_000 };
    return { type: 'probe', name, provider: request };
  }
  const within = patience > 0 ? ['--within', durationText(patience)] : [];
  const words = ['experiment', 'probe', options.experiment, name, ...within];
  return { type: 'probe', name, provider: process(lab(...words), patience + MARGIN_MS) };
}

/** Of an HTTP answer its status or its text; of any other probe the exit code of `./lab experiment probe`, which knows the tolerance. */
function tolerated({ provider, tolerance }: Pick<Probe, 'provider' | 'tolerance'>): unknown {
  if (!isPlainHttp({ provider, tolerance })) return 0;
  if (Array.isArray(tolerance)) return { type: 'range', range: tolerance, target: 'status' };
  if (typeof tolerance !== 'object') return tolerance;
  return { ...tolerance, target: tolerance.target ?? (tolerance.type === 'range' ? 'status' : 'body') };
}

/** Chaos Toolkit's paths are not those of RFC 9535. */
function isPlainHttp({ provider, tolerance }: Pick<Asked, 'provider' | 'tolerance'>): boolean {
  const isPath = typeof tolerance === 'object' && !Array.isArray(tolerance) && tolerance.type === 'jsonpath';
  return provider.type === 'http' && !isPath && typeof tolerance !== 'boolean';
}

function process(words: readonly string[], timeoutMs: number): Node {
  return { type: 'process', path: './lab', arguments: words, timeout: Math.ceil(timeoutMs / 1_000) };
}
