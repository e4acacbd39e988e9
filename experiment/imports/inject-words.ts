import type { Written } from './imported.ts';

const aims = new Set(['function', 'table', 'queue', 'service', 'path', 'message', 'from']);
const numbers = new Set(['percentage', 'first', 'every']);

/**
 * The fault that words for `./lab chaos inject` ask for, as a file writes it, its id and its length as they were typed; the
 * counterpart of `exports/inject-arguments.ts`.
 */
export function injectedFault(words: readonly string[]): { id?: string; fault: Written; duration?: string } {
  const [name, ...rest] = words;
  const target: Record<string, unknown> = {};
  const parameters: Record<string, unknown> = {};
  const operations: string[] = [];
  const fault: Record<string, unknown> = { fault: name, target };
  let id: string | undefined;
  let duration: string | undefined;
  for (let n = 0; n < rest.length; n += 1) {
    const option = rest[n]?.replace(/^--/, '') ?? '';
    if (option === 'allow-loss') {
      fault['allow-loss'] = true;
      continue;
    }
    n += 1;
    const value = rest[n] ?? '';
    if (aims.has(option)) target[option] = value;
    else if (option === 'called-region') target.region = value;
    else if (option === 'call') target[option] = Number(value);
    else if (option === 'operation') operations.push(value);
    else if (option === 'param') {
      const [parameter = '', ...text] = value.split('=');
      parameters[parameter] = typed(text.join('='));
    } else if (numbers.has(option)) fault[option] = Number(value);
    else if (option === 'keys') fault.keys = value;
    else if (option === 'id') id = value;
    else if (option === 'for') duration = value;
  }
  if (operations.length > 0) target.operations = operations;
  if (Object.keys(parameters).length > 0) fault.parameters = parameters;
  if (fault.percentage === 100) delete fault.percentage;
  return { ...(id !== undefined && { id }), fault, ...(duration !== undefined && { duration }) };
}

/** Numbers, truth values, lists and objects as JSON has them; anything else is text. */
function typed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
