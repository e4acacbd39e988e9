type Rule = Readonly<Record<string, unknown>>;

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '=': (a, b) => a === b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

function matchesNumbers(bounds: unknown, value: unknown): boolean {
  if (!Array.isArray(bounds) || bounds.length % 2 !== 0)
    throw new TypeError(`a numeric rule is ${JSON.stringify(bounds)}; expected pairs such as [">", 0, "<=", 5]`);
  return bounds.every((sign, index) => {
    if (index % 2 === 1) return true;
    const compare = COMPARISONS[String(sign)];
    if (compare === undefined) throw new TypeError(`a numeric rule compares by "${sign}"; expected <, <=, =, > or >=`);
    return typeof value === 'number' && compare(value, bounds[index + 1] as number);
  });
}

/** A wildcard as a regular expression: `*` is any number of characters, `\*` the star itself. */
function wildcard(text: string): RegExp {
  const parts = [...text.matchAll(/\\[*\\]|\*|[^*\\]+|\\/g)].map(([part]) => {
    if (part === '*') return '.*';
    const plain = part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
    return plain.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

/** A rule of texts: a text as it is, or without regard to case. */
function matchesText(rule: unknown, value: unknown, compare: (whole: string, part: string) => boolean): boolean {
  if (typeof value !== 'string') return false;
  if (typeof rule === 'string') return compare(value, rule);
  const ignoring = (rule as Rule | null)?.['equals-ignore-case'];
  if (typeof ignoring === 'string') return compare(value.toLowerCase(), ignoring.toLowerCase());
  throw new TypeError(`a rule of texts is ${JSON.stringify(rule)}; expected a text`);
}

/** Whether a value is one of those that an `anything-but` shuts out. */
function isShutOut(rule: unknown, value: unknown): boolean {
  const rules = Array.isArray(rule) ? rule : [rule];
  return rules.some((one) => {
    if (typeof one !== 'object' || one === null) return one === value;
    return Object.entries(one as Rule).some(([name, content]) =>
      (Array.isArray(content) ? content : [content]).some((part) => matchesValue({ [name]: part }, value)),
    );
  });
}

const OPERATORS: Readonly<Record<string, (content: unknown, value: unknown) => boolean>> = {
  prefix: (content, value) => matchesText(content, value, (whole, part) => whole.startsWith(part)),
  suffix: (content, value) => matchesText(content, value, (whole, part) => whole.endsWith(part)),
  'equals-ignore-case': (content, value) =>
    matchesText({ 'equals-ignore-case': content }, value, (whole, part) => whole === part),
  wildcard: (content, value) => typeof value === 'string' && wildcard(String(content)).test(value),
  numeric: matchesNumbers,
  'anything-but': (content, value) => !isShutOut(content, value),
};

function matchesValue(rule: unknown, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === value;
  const [[name, content] = ['', undefined], ...more] = Object.entries(rule as Rule);
  const operator = OPERATORS[name];
  if (operator === undefined || more.length > 0)
    throw new TypeError(
      `a rule of an event pattern is ${JSON.stringify(rule)}; expected one of ${Object.keys(OPERATORS).join(', ')}, exists`,
    );
  return operator(content, value);
}

/** Whether a rule holds for one of the values that stand where it is asked. */
export function matchesRule(rule: unknown, values: readonly unknown[]): boolean {
  const exists = typeof rule === 'object' && rule !== null ? (rule as Rule).exists : undefined;
  if (exists !== undefined) return exists === values.length > 0;
  return values.some((value) => matchesValue(rule, value));
}
