import { stripTypeScriptTypes } from 'node:module';
import { type AnyNode, type Node, parse } from 'acorn';
import { changesOf, type Place } from './operators.ts';

/** One small mistake in one file. */
export interface Mutant {
  /** Position among those of its file. */
  readonly n: number;
  readonly line: number;
  /** What stands there, on one line. */
  readonly code: string;
  /** What it becomes; nothing where a statement is left out. */
  readonly becomes: string;
}

/** A file with all of its mutants in it, each behind a switch. */
export interface Instrumented {
  readonly code: string;
  readonly mutants: readonly Mutant[];
}

/** The switches of the files: which mutant is active, and which were passed by. */
export interface Switch {
  active: number;
  /** A one for each that was. */
  readonly passed: Uint8Array;
  /** The same for all files. */
  readonly rounds: Rounds;
}

/** How often loops went round: what a machine that is busy does not change. */
export interface Rounds {
  gone: number;
  most: number;
  /** Called at each round beyond the most. @throws Error */
  stop(): void;
}

/** What a switch is called inside of a file. */
const SWITCH = '__switch';

/** Statements that may be left out. */
const optional = /^(Expression|Return|Break|Continue|Throw)Statement$/;
const loop = /^(For|ForIn|ForOf|While|DoWhile)Statement$/;
/** A mutant that never ends is stopped by what it does, before it has filled the memory. */
const countRound = `if(${SWITCH}.rounds.gone++>=${SWITCH}.rounds.most)${SWITCH}.rounds.stop();`;

/**
 * Puts every mutant of a TypeScript file into its code: what is active then is chosen while it runs, so that one process can
 * run them all. Lines stay where they are.
 * @param name what `faultlineSwitch` knows the file by
 * @param noting whether the code writes down which switches it passes, instead of looking which is active
 */
export function instrument(name: string, typescript: string, noting: boolean): Instrumented {
  const source = stripTypeScriptTypes(typescript);
  const mutants: Mutant[] = [];
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'module', locations: true });

  const added = (node: Node, becomes: string): number => {
    const line = node.loc?.start.line ?? 0;
    const n = mutants.length;
    mutants.push({ n, line, code: oneLine(source.slice(node.start, node.end)), becomes: oneLine(becomes) });
    return n;
  };
  const noted = (ns: readonly number[]) => ns.map((n) => `${SWITCH}.passed[${n}]=1`).join(',');

  const print = (node: AnyNode, place: Place, inChain: boolean): string => {
    if (/^(Import|ExportAll)Declaration$/.test(node.type)) return source.slice(node.start, node.end);
    const isChain = node.type === 'ChainExpression';
    let out = '';
    let at = node.start;
    for (const { child, key } of childrenOf(node)) {
      const isSpine = key === 'callee' || key === 'object' || key === 'expression';
      const printed = print(child, { parent: node, key }, isSpine && (isChain || inChain));
      out +=
        source.slice(at, child.start) +
        (key === 'body' && loop.test(node.type) ? `{${countRound}${printed}}` : printed);
      at = child.end;
    }
    out += source.slice(at, node.end);
    // A part of a?.b.c cannot be taken out of it.
    if (inChain) return out;
    if (optional.test(node.type) && isFree(node)) {
      const n = added(node, '');
      return noting ? `{${noted([n])};${out}}` : `{if(${SWITCH}.active!==${n}){${out}}}`;
    }
    const changes = isReplaceable(place) ? changesOf(node, place, source) : [];
    if (changes.length === 0) return out;
    const ns = changes.map((becomes) => added(node, becomes));
    if (noting) return `(${noted(ns)},(${out}))`;
    return `(${ns.map((n, i) => `${SWITCH}.active===${n}?(${changes[i]}):`).join('')}(${out}))`;
  };
  const body = print(program, { parent: undefined, key: '' }, false);
  return {
    code: `const ${SWITCH}=globalThis.faultlineSwitch(${JSON.stringify(name)},${mutants.length});${body}`,
    mutants,
  };
}

/** The parts of a node in their order; of `{a}` the value alone. */
function childrenOf(node: AnyNode): { child: AnyNode; key: string }[] {
  const isShort = node.type === 'Property' && node.shorthand;
  return Object.entries(node)
    .filter(([key]) => !(isShort && key === 'key'))
    .flatMap(([key, value]) => (Array.isArray(value) ? value : [value]).filter(isNode).map((child) => ({ child, key })))
    .sort((a, b) => a.child.start - b.child.start);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

/** Without `super()` there is no `this`, and a directive is none any more once it is moved. */
function isFree(node: AnyNode): boolean {
  if (node.type !== 'ExpressionStatement') return true;
  const { expression } = node;
  return !('directive' in node) && !(expression.type === 'CallExpression' && expression.callee.type === 'Super');
}

function isReplaceable({ parent, key }: Place): boolean {
  const isName = key === 'key' && (parent as { computed?: boolean } | undefined)?.computed !== true;
  const isTarget = key === 'left' && !/^(Binary|Logical)Expression$/.test(parent?.type ?? '');
  return !isName && !isTarget;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
