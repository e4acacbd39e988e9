import type { AnyNode, CallExpression, Expression, PrivateIdentifier } from 'acorn';

/** Where a node stands: what holds it, and under which name. */
export interface Place {
  readonly parent: AnyNode | undefined;
  readonly key: string;
}

/** Another operator for one; the first changes a bound or a sign, the second the direction. */
const instead: Readonly<Record<string, readonly string[]>> = {
  '<': ['<=', '>'],
  '<=': ['<', '>='],
  '>': ['>=', '<'],
  '>=': ['>', '<='],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '<<': ['>>'],
  '>>': ['<<'],
  '>>>': ['<<'],
  '&': ['|'],
  '|': ['&'],
  '^': ['&'],
  '+=': ['-='],
  '-=': ['+='],
  '*=': ['/='],
  '|=': ['&='],
  '&=': ['|='],
  '??=': ['='],
};

const otherMethod = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['min', 'max'],
  ['max', 'min'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
]);

/** Methods whose result is of the kind of what they are called on. */
const droppable = new Set(['filter', 'sort', 'toSorted', 'reverse', 'toReversed', 'slice']);

/**
 * The texts that an expression may be replaced by, each a small mistake that somebody could have made. Texts of messages
 * are left alone: that they say the right thing is no matter of truth.
 */
export function changesOf(node: AnyNode, { parent, key }: Place, source: string): string[] {
  const text = (of: AnyNode) => source.slice(of.start, of.end);
  const isCondition = key === 'test' && parent !== undefined && parent.type !== 'SwitchCase';
  const isLoop = isCondition && /^(For|While|DoWhile)Statement$/.test(parent.type);
  const fixed = isLoop ? ['false'] : isCondition ? ['true', 'false'] : [];
  switch (node.type) {
    case 'BinaryExpression':
      // What is always or never so covers what is so when it should not be.
      return [...(isCondition && /^[!=]==?$/.test(node.operator) ? [] : binary(node, text, source)), ...fixed];
    case 'LogicalExpression':
      return [...(node.operator === '??' ? [node.left] : [node.left, node.right]).map(text), ...fixed];
    case 'UnaryExpression':
      return [...(/^[!~-]$/.test(node.operator) && !isCondition ? [text(node.argument)] : []), ...fixed];
    case 'UpdateExpression': {
      if (parent?.type === 'ForStatement') return [];
      const other = node.operator === '++' ? '--' : '++';
      return [node.prefix ? `${other}${text(node.argument)}` : `${text(node.argument)}${other}`];
    }
    case 'AssignmentExpression': {
      if (isOfText(node.right)) return [];
      return between(node.left, node.right, node.operator, source);
    }
    case 'Literal':
      if (typeof node.value === 'boolean') return [String(!node.value)];
      if (typeof node.value === 'bigint') return [`${node.value + 1n}n`];
      // Another number below zero is as good a mark for nothing; that the sign is left out covers it.
      if (parent?.type === 'UnaryExpression' && parent.operator === '-') return [];
      if (typeof node.value === 'number') return [String(node.value <= 2 ? node.value + 1 : 0)];
      return [];
    case 'CallExpression':
      return [...ofCall(node, text), ...fixed];
    default:
      return fixed;
  }
}

type Text = (of: AnyNode) => string;
type Binary = Extract<AnyNode, { type: 'BinaryExpression' }>;

function binary(node: Binary, text: Text, source: string): string[] {
  const { left, right, operator } = node;
  if (operator === '-') {
    // Order is told by differences.
    return [
      left.type === 'Literal' || right.type === 'Literal'
        ? `${text(left)} + (${text(right)})`
        : `(${text(right)}) - (${text(left)})`,
    ];
  }
  if (operator === '+' && (isOfText(left) || isOfText(right))) return [];
  return between(left, right, operator, source);
}

/** The operator stands between its sides, perhaps with parentheses around them. */
function between(left: AnyNode, right: AnyNode, operator: string, source: string): string[] {
  const gap = source.slice(left.end, right.start);
  const [before, after] = [source.slice(left.start, left.end), source.slice(right.start, right.end)];
  const opened = gap.includes('(') ? ')'.repeat(gap.split('(').length - 1) : '';
  const closed = gap.includes(')') ? '('.repeat(gap.split(')').length - 1) : '';
  return (instead[operator] ?? []).map(
    (other) => `${closed}${before}${gap.replace(operator, () => other)}${after}${opened}`,
  );
}

function isOfText(node: Expression | PrivateIdentifier): boolean {
  if (node.type === 'TemplateLiteral') return true;
  if (node.type === 'Literal') return typeof node.value === 'string';
  return node.type === 'BinaryExpression' && node.operator === '+' && (isOfText(node.left) || isOfText(node.right));
}

function ofCall({ callee, arguments: given }: CallExpression, text: Text): string[] {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier' || callee.object.type === 'Super') {
    return [];
  }
  const { name } = callee.property;
  const object = text(callee.object);
  const other = otherMethod.get(name);
  if (other !== undefined) return [`(${object}).${other}(${given.map(text).join(', ')})`];
  return droppable.has(name) ? [object] : [];
}
