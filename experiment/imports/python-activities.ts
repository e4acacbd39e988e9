import type { Written } from './imported.ts';

/** Actions of `chaostoolkit-aws` that are faults here (https://chaostoolkit.org/drivers/aws/). */
const faults: Readonly<Record<string, (given: Written) => Written>> = {
  put_function_concurrency: ({ function_name, concurrent_executions }) => ({
    fault: 'reserved-concurrency',
    target: { function: function_name },
    parameters: { reservedConcurrency: Number(concurrent_executions) },
  }),
  put_function_memory_size: ({ function_name, memory_size }) => ({
    fault: 'function-configuration',
    target: { function: function_name },
    parameters: { memoryMib: Number(memory_size) },
  }),
};

/** Actions that undo one of these: here faults end by themselves. */
const undoing = ['delete_function_concurrency'];

/** What a call of Python is here: a fault, the end of one, or nothing. */
export function pythonFault(
  { type, module, func, arguments: given }: Written,
  texts: (text: string) => string,
): Written | 'undone' | undefined {
  if (type !== 'python' || module !== 'chaosaws.awslambda.actions' || typeof func !== 'string') return undefined;
  if (undoing.includes(func)) return 'undone';
  const named = Object.entries((given ?? {}) as Written).map(([name, value]) => [
    name,
    typeof value === 'string' ? texts(value) : value,
  ]);
  return faults[func]?.(Object.fromEntries(named));
}
